import JSON
import MCP

/// The catalogue as documentation.
package enum ToolDocumentation {
    /// A table of all tools with their arguments, required ones in bold, in Markdown.
    package static var markdownTable: String {
        let rows = allTools.map { tool in
            let required = Set(tool.inputSchema["required"]?.array?.compactMap(\.string) ?? [])
            let names = (tool.inputSchema["properties"]?.object?.names ?? []).map { name in
                required.contains(name) ? "**\(name)**" : name
            }
            return "| `\(tool.name)` | \(tool.description) | \(names.joined(separator: ", ")) |"
        }
        return (["| tool | what it does | arguments |", "|---|---|---|"] + rows).joined(separator: "\n")
    }
}
