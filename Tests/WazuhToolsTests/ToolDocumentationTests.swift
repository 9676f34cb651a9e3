import MCP
import Testing
import WazuhTools

/// What is generated of the documents; `UPDATE_SNAPSHOTS=1` writes it anew.
@Suite(.serialized) struct ToolDocumentationTests {
    @Test("the table of tools in README.md is the generated one")
    func readmeTable() throws {
        try GeneratedSection(document: "README.md", name: "tools").check(ToolDocumentation.markdownTable)
    }

    @Test("docs/tools.md describes the tools as they are")
    func reference() throws {
        try GeneratedSection(document: "docs/tools.md", name: "reference").check(ToolDocumentation.reference)
    }

    @Test("docs/tools.md tells how long answers are, and half of them have at most 6,000 characters")
    func sizes() async throws {
        let sizes = try await AnswerSize.measured()
        let sorted = sizes.map(\.characters).sorted()
        #expect(sizes.map(\.tool) == allTools.map(\.name))
        #expect(AnswerSize.median(sizes) <= 6_000)
        #expect(sorted.last ?? .max <= ToolResult.defaultTextLimit)
        try GeneratedSection(document: "docs/tools.md", name: "sizes").check(AnswerSize.table(sizes))
    }

    @Test("the table has a row for each tool, its required arguments in bold")
    func table() {
        let rows = ToolDocumentation.markdownTable.split(separator: "\n")
        #expect(rows.count == allTools.count + 2 && rows.allSatisfy { $0.hasPrefix("|") && $0.hasSuffix("|") })
        #expect(rows.contains { $0.hasPrefix("| `check_agent_health` |") && $0.hasSuffix("| **agent_id** |") })
    }

    @Test("the reference has a section for each tool and a row for each argument")
    func sections() {
        let text = ToolDocumentation.reference
        for tool in allTools {
            #expect(text.contains("### \(tool.title): `\(tool.name)`\n"))
            #expect(text.contains("\(tool.description) Scope: `wazuh:read`."))
        }
        #expect(text.contains("\n| **`agent_id`** | string | `^[0-9]{1,10}$` | required | "))
        #expect(text.contains("\n| `max_level` | integer | 0 to 16 |  | "))
        #expect(text.contains("\n| `status` | string | `active`, `pending`, `disconnected`, `never_connected` |  | "))
        #expect(text.contains("\n| `limit` | integer | 1 to 500 | `20` | "))
    }
}
