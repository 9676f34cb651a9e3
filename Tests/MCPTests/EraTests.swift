import JSON
import MCP
import Testing

/// Which era a message belongs to, by how it opens.
struct EraTests {
    private static let legacyVersions: [String?] = [nil, "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
    private static let modernVersions: [String?] = ["2026-07-28", "v999.0.0", "1999-01-01", ""]

    @Test("a request with a claim is modern, whatever the header says", arguments: legacyVersions + modernVersions)
    func claimDecides(header: String?) throws {
        for claim: JSON in ["2026-07-28", "2025-11-25", "v999", 7, nil] {
            for method in ["tools/list", "initialize", "no/such"] {
                #expect(try era(of: request(method, ["_meta": envelope(version: claim)]), header) == .modern)
            }
        }
    }

    @Test("a request without a claim and without a modern header is legacy", arguments: legacyVersions)
    func legacyWithoutClaim(header: String?) throws {
        for params: JSONObject in [
            [:], ["_meta": [:]], ["_meta": nil], ["_meta": "2026-07-28"], ["_meta": envelope(version: nil)],
        ] {
            #expect(try era(of: request("tools/list", params), header) == .legacy)
            #expect(try era(of: request("initialize", params), header) == .legacy)
        }
    }

    @Test("a request whose header alone is modern lacks its claim, by name", arguments: modernVersions)
    func headerWithoutClaim(header: String?) throws {
        let failure = try #require(throws: RPCFailure.self) { try era(of: request("server/discover"), header) }
        #expect(failure.status == 400)
        #expect(failure.error.code == RPCError.invalidParams)
        #expect(failure.error.message.contains("io.modelcontextprotocol/protocolVersion"))
        #expect(failure.error.message.contains("io.modelcontextprotocol/clientCapabilities"))
    }

    @Test("initialize without a claim under a modern header is a mismatch", arguments: modernVersions)
    func initializeUnderModernHeader(header: String?) throws {
        let failure = try #require(throws: RPCFailure.self) { try era(of: request("initialize"), header) }
        #expect(failure.status == 400)
        #expect(failure.error.code == RPCError.headerMismatch)
    }

    @Test("a notification is modern by its claim or by its header", arguments: legacyVersions + modernVersions)
    func notifications(header: String?) throws {
        let plain: JSON = ["jsonrpc": "2.0", "method": "notifications/initialized"]
        let claiming: JSON = ["jsonrpc": "2.0", "method": "notifications/x", "params": ["_meta": envelope()]]
        #expect(try era(of: plain, header) == (Self.legacyVersions.contains(header) ? .legacy : .modern))
        #expect(try era(of: claiming, header) == .modern)
    }

    @Test("an answer is legacy: modern clients send none", arguments: legacyVersions + modernVersions)
    func responses(header: String?) throws {
        #expect(try era(of: ["jsonrpc": "2.0", "id": 1, "result": [:]], header) == .legacy)
    }

    private func era(of body: JSON, _ header: String?) throws -> Era {
        try Era.of(Message(body), version: HeaderValue(header.map { [$0] } ?? []))
    }
}
