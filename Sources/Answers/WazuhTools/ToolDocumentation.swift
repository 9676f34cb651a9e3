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
            return ["`\(tool.name)`", tool.description, names.joined(separator: ", ")]
        }
        return MarkdownTable(["tool", "what it does", "arguments"], rows).text
    }
}

extension ToolDocumentation {
    /// Every tool with its arguments and the members of its structured answer, in Markdown.
    package static var reference: String { allTools.map(section).joined(separator: "\n\n") }

    private static func section(_ tool: WazuhTool) -> String {
        var paragraphs = ["### \(tool.title): `\(tool.name)`", "\(tool.description) Scope: `\(tool.scope.name)`."]
        let properties = tool.inputSchema["properties"]?.object ?? [:]
        let required = Set(tool.inputSchema["required"]?.array?.compactMap(\.string) ?? [])
        if properties.isEmpty {
            paragraphs.append("It takes no arguments.")
        } else {
            let rows = properties.map { row($0.name, $0.value, isRequired: required.contains($0.name)) }
            paragraphs.append(MarkdownTable(["argument", "type", "allowed", "default", "what it is"], rows).text)
        }
        let members = tool.listedOutputSchema["properties"]?.object?.names ?? []
        paragraphs.append("Answers with \(members.map { "`\($0)`" }.joined(separator: ", ")).")
        return paragraphs.joined(separator: "\n\n")
    }

    private static func row(_ name: String, _ schema: JSON, isRequired: Bool) -> [String] {
        [
            isRequired ? "**`\(name)`**" : "`\(name)`", schema["type"]?.string ?? "", allowed(schema),
            isRequired ? "required" : schema["default"].map { "`\(text($0))`" } ?? "",
            schema["description"]?.string ?? "",
        ]
    }

    private static func allowed(_ schema: JSON) -> String {
        if let choices = schema["enum"]?.array { return choices.map { "`\(text($0))`" }.joined(separator: ", ") }
        if let least = schema["minimum"], let most = schema["maximum"] { return "\(text(least)) to \(text(most))" }
        if let pattern = schema["pattern"]?.string { return "`\(pattern)`" }
        guard schema["type"] == "string" else { return "" }
        return "up to \(schema["maxLength"].map(text) ?? "1024") characters"
    }

    private static func text(_ value: JSON) -> String { value.string ?? value.jsonText }
}
