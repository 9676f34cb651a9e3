import CommandLineOptions
import Testing

struct CommandLineCommandTests {
    private let program = CommandLineCommand(
        "wazuh-mcp", "Serve.",
        subcommands: [
            CommandLineCommand(
                "worker", "Answer requests.",
                options: [
                    CommandLineOption("socket", "PATH", help: "listen here"),
                    CommandLineOption("quiet", help: "say less"),
                ]),
            CommandLineCommand("revoke", "Revoke a key.", argument: "ID"),
        ])

    @Test(
        "values come behind a space or an equals sign",
        arguments: [
            ["worker", "--socket", "/run/a=b", "--quiet"], ["worker", "--quiet", "--socket=/run/a=b"],
        ])
    func values(words: [String]) throws {
        let invocation = try program.parse(words)
        #expect(invocation.path == ["wazuh-mcp", "worker"])
        #expect(invocation.values == ["socket": "/run/a=b"] && invocation.switches == ["quiet"])
    }

    @Test("arguments are kept in order where the command takes some")
    func arguments() throws { #expect(try program.parse(["revoke", "a", "b"]).arguments == ["a", "b"]) }

    @Test(
        "a mistake is told with what is allowed",
        arguments: [
            (["serve"], "unknown command \"serve\"; there are worker, revoke"),
            (["worker", "--sock", "x"], "unknown option --sock; there are --socket, --quiet"),
            (["worker", "--socket"], "--socket needs PATH"), (["worker", "--quiet=1"], "--quiet takes no value"),
            (["worker", "x"], "takes no argument such as \"x\""),
            (["revoke", "--x"], "unknown option --x; there are no options"),
        ])
    func mistakes(words: [String], text: String) throws {
        let stop = try #require(throws: CommandLineStop.self) { try program.parse(words) }
        guard case .usage(let usage) = stop else {
            Issue.record("\(stop) is no usage error")
            return
        }
        #expect(usage.hasSuffix(text))
    }

    @Test(
        "help names every command and option",
        arguments: [
            (["--help"], ["worker", "Answer requests.", "revoke"]), ([], ["Usage: wazuh-mcp COMMAND"]),
            (
                ["worker", "-h"],
                ["Usage: wazuh-mcp worker [options]", "--socket PATH", "listen here", "--quiet", "--help"]
            ),
            (["revoke", "--help"], ["Usage: wazuh-mcp revoke ID"]),
        ])
    func help(words: [String], parts: [String]) throws {
        let stop = try #require(throws: CommandLineStop.self) { try program.parse(words) }
        guard case .help(let help) = stop else {
            Issue.record("\(stop) is no help")
            return
        }
        for part in parts { #expect(help.contains(part)) }
    }
}
