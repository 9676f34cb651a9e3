/// An option of a command, as a value together with its help.
package struct CommandLineOption: Sendable, Hashable {
    package let name: String
    /// What stands for the value in the help; nil for a switch.
    package let placeholder: String?
    package let help: String

    /// - Parameters:
    ///   - name: the name without dashes.
    ///   - placeholder: what stands for the value in the help; nil for a switch.
    ///   - help: what it does, without a full stop.
    package init(_ name: String, _ placeholder: String? = nil, help: String) {
        self.name = name
        self.placeholder = placeholder
        self.help = help
    }
}

/// A command with its options and, in place of options of its own, its subcommands.
package struct CommandLineCommand: Sendable {
    package let name: String
    package let summary: String
    package let options: [CommandLineOption]
    /// What stands for the arguments that are no options, for example `ID`; nil when there are none.
    package let argument: String?
    package let subcommands: [CommandLineCommand]

    package init(
        _ name: String, _ summary: String, options: [CommandLineOption] = [], argument: String? = nil,
        subcommands: [CommandLineCommand] = []
    ) {
        self.name = name
        self.summary = summary
        self.options = options
        self.argument = argument
        self.subcommands = subcommands
    }
}

/// What a command line says.
package struct CommandLineInvocation: Sendable, Hashable {
    /// The names of the command and subcommands, outermost first.
    package var path: [String]
    package var values: [String: String] = [:]
    package var switches: Set<String> = []
    package var arguments: [String] = []
}

/// Why a command line is not run.
package enum CommandLineStop: Error, Hashable {
    /// `--help` was asked for: the text to print.
    case help(String)
    /// A mistake: the text says which and what is allowed.
    case usage(String)
}

extension CommandLineCommand {
    /// Reads a command line.
    /// - Parameter words: the words behind the program's name.
    /// - Returns: the command and what was given to it.
    /// - Throws: ``CommandLineStop`` with the text to print.
    package func parse(_ words: [String]) throws(CommandLineStop) -> CommandLineInvocation {
        try parse(words[...], path: [])
    }

    private func parse(_ words: ArraySlice<String>, path: [String]) throws(CommandLineStop) -> CommandLineInvocation {
        let path = path + [name]
        if !subcommands.isEmpty {
            guard let word = words.first, word != "--help", word != "-h" else { throw .help(usage(path)) }
            guard let subcommand = subcommands.first(where: { $0.name == word }) else {
                let known = subcommands.map(\.name).joined(separator: ", ")
                throw .usage("\(path.joined(separator: " ")): unknown command \"\(word)\"; there are \(known)")
            }
            return try subcommand.parse(words.dropFirst(), path: path)
        }
        var invocation = CommandLineInvocation(path: path)
        var rest = words
        while let word = rest.popFirst() {
            if word == "--help" || word == "-h" { throw .help(usage(path)) }
            try read(word, &rest, into: &invocation)
        }
        return invocation
    }

    private func read(
        _ word: String, _ rest: inout ArraySlice<String>, into invocation: inout CommandLineInvocation
    ) throws(CommandLineStop) {
        let command = invocation.path.joined(separator: " ")
        guard word.hasPrefix("--") else {
            guard argument != nil else { throw .usage("\(command): takes no argument such as \"\(word)\"") }
            return invocation.arguments.append(word)
        }
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = options.first(where: { $0.name == name }) else {
            let known = options.isEmpty ? "no options" : options.map { "--\($0.name)" }.joined(separator: ", ")
            throw .usage("\(command): unknown option --\(name); there are \(known)")
        }
        switch (option.placeholder, parts.count) {
        case (nil, 1): invocation.switches.insert(name)
        case (nil, _): throw .usage("\(command): --\(name) takes no value")
        case (_, 2): invocation.values[name] = String(parts[1])
        case (let placeholder?, _):
            guard let value = rest.popFirst() else { throw .usage("\(command): --\(name) needs \(placeholder)") }
            invocation.values[name] = value
        }
    }

    /// The text of `--help`.
    private func usage(_ path: [String]) -> String {
        var usage = "Usage: \(path.joined(separator: " "))"
        var rows: [(String, String)] = []
        if subcommands.isEmpty {
            usage += options.isEmpty ? "" : " [options]"
            if let argument { usage += " \(argument)" }
            rows = options.map { ("--\($0.name)\($0.placeholder.map { " \($0)" } ?? "")", $0.help) }
            rows.append(("--help", "show this text"))
        } else {
            usage += " COMMAND"
            rows = subcommands.map { ($0.name, $0.summary) }
        }
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { "  \($0)\(String(repeating: " ", count: width - $0.count + 2))\($1)" }
        return ([usage, "", summary, ""] + lines).joined(separator: "\n")
    }
}
