import CommandLineOptions
import JSON
import MCP
import Server
import WazuhTools

/// `wazuh-mcp tools`: the catalogue for people, programs and the documentation.
enum ToolsCommand {
    static func run(_ invocation: CommandLineInvocation) throws -> Int32 {
        switch invocation.values["format"] ?? "text" {
        case "text": for tool in allTools { print("\(tool.name)\n    \(tool.description)") }
        case "json":
            let scopes = Set(allTools.map(\.scope))
            let list = ToolCatalogue(allTools, server: .wazuh).list(for: scopes, version: .latestLegacy)
            print(try JSON(parsing: list)["tools"]?.jsonText ?? "[]")
        case "markdown": print(ToolDocumentation.markdownTable)
        case "reference": print(ToolDocumentation.reference)
        case let other: throw CommandLineStop.usage("--format \(other): must be text, json, markdown or reference")
        }
        return 0
    }
}
