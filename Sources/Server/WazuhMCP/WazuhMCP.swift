import CommandLineOptions
import Configuration
import Glibc

/// The program: reads the command line and runs a command.
@main
struct WazuhMCP {
    static func main() async {
        do {
            let invocation = try commandLine.parse(Array(CommandLine.arguments.dropFirst()))
            exit(try await run(invocation))
        } catch CommandLineStop.help(let text) {
            print(text)
        } catch CommandLineStop.usage(let text) {
            fail(text, code: 64)
        } catch let error as SettingsError {
            fail(error.problems.map { "configuration: \($0)" }.joined(separator: "\n"), code: 2)
        } catch {
            fail("\(error)", code: 1)
        }
    }

    private static func run(_ invocation: CommandLineInvocation) async throws -> Int32 {
        switch invocation.path.dropFirst().joined(separator: " ") {
        case "worker": try await WorkerCommand(invocation).run()
        case "keys create": try await KeysCommand.create(invocation)
        case "keys list": try await KeysCommand.list(invocation)
        case "keys revoke": try await KeysCommand.revoke(invocation)
        case "token": try await TokenCommand.run(invocation)
        case "check": try await CheckCommand.run(invocation)
        case "tools": try ToolsCommand.run(invocation)
        default: try VariablesCommand.run(invocation)
        }
    }

    private static func fail(_ text: String, code: Int32) -> Never {
        for line in text.split(separator: "\n") { writeToStandardError("wazuh-mcp: \(line)\n") }
        exit(code)
    }

    private static let acceptingNewStore = CommandLineOption(
        "accept-new-store", help: "put a damaged store aside and begin with a new one: all keys and sessions are gone")

    private static let secretAsJSON = CommandLineOption(
        "json",
        help: "print one JSON object; without it a terminal gets the secret, anything else the name of a file with it")

    private static let commandLine = CommandLineCommand(
        "wazuh-mcp", "A server of the Model Context Protocol for Wazuh. Configuration: environment variables or .env.",
        subcommands: [
            CommandLineCommand(
                "worker", "Serve requests that nginx sends over FastCGI.",
                options: [
                    CommandLineOption(
                        "listen", "ADDRESS", help: "unix:PATH or HOST:PORT; without it the socket on standard input"),
                    acceptingNewStore,
                ]),
            CommandLineCommand(
                "keys", "Manage API keys.",
                subcommands: [
                    CommandLineCommand(
                        "create", "Make an API key and print it once.",
                        options: [
                            CommandLineOption("name", "NAME", help: "what the key is for"),
                            CommandLineOption(
                                "scopes", "SCOPES", help: "wazuh:read (default), wazuh:write, separated by commas"),
                            CommandLineOption("first", help: "make it only when there has never been a key"),
                            acceptingNewStore,
                            secretAsJSON,
                        ]),
                    CommandLineCommand(
                        "list", "List the API keys.", options: [CommandLineOption("json", help: "print a JSON array")]),
                    CommandLineCommand("revoke", "Revoke an API key and the tokens made from it.", argument: "ID"),
                ]),
            CommandLineCommand(
                "token", "Make an access token with this server's secret and print it.",
                options: [
                    CommandLineOption("subject", "NAME", help: "whom it stands for (default: local)"),
                    CommandLineOption(
                        "scopes", "SCOPES", help: "wazuh:read,wazuh:write (default), separated by commas"),
                    secretAsJSON,
                ]),
            CommandLineCommand(
                "check", "Show the configuration, try every part, and say what is wrong.",
                options: [CommandLineOption("json", help: "print one JSON object")]),
            CommandLineCommand(
                "tools", "Print the tools.",
                options: [CommandLineOption("format", "FORMAT", help: "text (default), json, markdown or reference")]),
            CommandLineCommand(
                "variables", "Print the environment variables.",
                options: [
                    CommandLineOption(
                        "format", "FORMAT",
                        help:
                            "markdown (default), env-example, compose or shell: for the files that scripts/generate writes"
                    )
                ]),
        ])
}

/// Writes to standard error, where everything goes that is no answer.
func writeToStandardError(_ text: String) {
    var text = text
    _ = text.withUTF8 { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
