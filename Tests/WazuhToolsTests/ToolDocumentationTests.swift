import FoundationEssentials
import MCP
import Testing
import WazuhTools

struct ToolDocumentationTests {
    private static let readme =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        + "/README.md"

    /// `UPDATE_SNAPSHOTS=1` writes it anew.
    @Test("the table of tools in README.md is the generated one")
    func readmeTable() throws {
        let url = URL(filePath: Self.readme)
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        let begin = try #require(text.firstRange(of: "<!-- tools:"))
        let start = try #require(text[begin.upperBound...].firstRange(of: "-->\n")).upperBound
        let end = try #require(text[start...].firstRange(of: "<!-- /tools -->")).lowerBound
        let expected = ToolDocumentation.markdownTable + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try Data((text[..<start] + expected + text[end...]).utf8).write(to: url)
        } else {
            #expect(text[start..<end] == expected[...], "run with UPDATE_SNAPSHOTS=1 when the change is meant")
        }
    }

    @Test("the table has a row for each tool, its required arguments in bold")
    func table() {
        let rows = ToolDocumentation.markdownTable.split(separator: "\n")
        #expect(rows.count == allTools.count + 2 && rows.allSatisfy { $0.hasPrefix("|") && $0.hasSuffix("|") })
        #expect(rows.contains { $0.hasPrefix("| `check_agent_health` |") && $0.hasSuffix("| **agent_id** |") })
    }
}
