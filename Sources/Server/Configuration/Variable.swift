/// An environment variable that this server reads, as people and scripts are told of it.
package struct Variable: Sendable, Hashable {
    /// What the text of a variable must be like, in terms that nginx/settings.bash checks too.
    package enum Form: Sendable, Hashable {
        /// All of it matches a regular expression, written in what POSIX' extended ones and Swift's have in common; nil for any.
        case text(matching: String?)
        /// Entries with commas or blanks between them, one or more, each of which matches.
        case list(matching: String)
        case integer(ClosedRange<Int>)
        /// The path of a file, which compose.yml mounts into containers.
        case file
    }

    /// Who reads a variable.
    package enum Reader: String, Sendable, CaseIterable { case worker, nginx, scripts, simulator, compose }

    package struct Section: Sendable, Hashable {
        package let title: String
        /// More to know about it; may be empty.
        package let note: String
        /// Whether an operator may set its variables; the others are those that scripts and containers set themselves.
        package let isForOperators: Bool
    }

    package let name: String
    /// The value when the variable is absent or empty; nil when there is none.
    package let fallback: String?
    /// What it does, one sentence.
    package let help: String
    /// What is allowed, for messages and the documentation.
    package let allowed: String
    package let form: Form
    /// True when the value must never be shown.
    package let isSecret: Bool
    /// For `.env.example`, where there is no default.
    package let example: String?
    package let section: Section
    package let readers: Set<Reader>
}

extension Variable.Form {
    /// The part of a text that is not as it must be; nil when all of it is.
    func refused(in text: String) -> String? {
        switch self {
        case .text(let pattern): pattern.map { matches(text, $0) } ?? true ? nil : text
        case .list(let pattern):
            text.entries.isEmpty ? text : text.entries.first { !matches($0, pattern) }
        case .integer(let range):
            matches(text, "0|-?[1-9][0-9]{0,17}") && Int(text).map(range.contains) ?? false ? nil : text
        case .file: nil
        }
    }

    private func matches(_ text: String, _ pattern: String) -> Bool {
        // A pattern that is none refuses all; a test tries each.
        guard let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
        return (try? regex.wholeMatch(in: text)).flatMap(\.self) != nil
    }
}
