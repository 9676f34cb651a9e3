import MCP
import Testing

/// What each version of the protocol knows.
struct ProtocolVersionTests {
    @Test("versions are ordered by date, the last is the only modern one")
    func orders() {
        #expect(ProtocolVersion.allCases == ProtocolVersion.allCases.sorted())
        #expect(ProtocolVersion.modern == [.july2026])
        #expect(!ProtocolVersion.latestLegacy.isModern)
    }

    @Test(
        "each version has its features",
        arguments: [
            (.november2024, false, false, false), (.march2025, true, true, false), (.june2025, false, true, true),
            (.november2025, false, true, true), (.july2026, false, true, true),
        ] as [(ProtocolVersion, Bool, Bool, Bool)])
    func features(_ row: (version: ProtocolVersion, batches: Bool, annotations: Bool, structured: Bool)) {
        #expect(row.version.allowsBatches == row.batches)
        #expect(row.version.hasToolAnnotations == row.annotations)
        #expect(row.version.hasProgressMessages == row.annotations)
        #expect(row.version.hasStructuredContent == row.structured)
    }
}
