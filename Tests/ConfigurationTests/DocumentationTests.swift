import Configuration
import FoundationEssentials
import Testing

@Suite struct DocumentationTests {
    @Test func theDocumentedTableIsThatOfTheCode() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let data = try #require(FileManager.default.contents(atPath: "\(root)/docs/configuration.md"))
        #expect(
            String(decoding: data, as: UTF8.self).contains(Variable.markdownTable),
            "docs/configuration.md differs: replace its table by what `wazuh-mcp variables` prints")
    }
}
