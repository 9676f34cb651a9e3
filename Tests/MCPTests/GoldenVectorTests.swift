import Encodings
import JSON
import MCP
import Testing

/// The first messages of known clients and the vectors of the official suite, as far as the protocol alone decides.
struct GoldenVectorTests {
    private static func headers(
        _ method: [String] = [], version: String? = "2026-07-28", name: [String] = []
    ) -> RoutingHeaders {
        RoutingHeaders(protocolVersion: version.map { [$0] } ?? [], method: method, name: name)
    }

    @Test(
        "server/discover",
        arguments: [
            ("complete", envelope(clientInfo: ["name": "a", "version": "1"]), "2026-07-28", nil),
            ("no clientInfo", envelope(), "2026-07-28", nil),
            ("header with blanks", envelope(), " 2026-07-28\t", nil),
            ("header doubled", envelope(), "2026-07-28, 2026-07-28", nil),
            ("no _meta", nil, "2026-07-28", -32602),
            ("_meta no object", "2026-07-28", "2026-07-28", -32602),
            ("no clientCapabilities", envelope(capabilities: nil), "2026-07-28", -32602),
            ("clientCapabilities no object", envelope(capabilities: []), "2026-07-28", -32602),
            ("version no string", envelope(version: 7), "2026-07-28", -32602),
            ("unknown version on both sides", envelope(version: "v999.0.0"), "v999.0.0", -32022),
            ("legacy version on both sides", envelope(version: "2025-11-25"), "2025-11-25", -32022),
            ("unknown version in the body", envelope(version: "v999.0.0"), "2026-07-28", -32020),
            ("no header", envelope(), nil, -32020),
            ("legacy header", envelope(), "2025-11-25", -32020),
            ("conflicting headers", envelope(), "2026-07-28, 2025-11-25", -32020),
        ] as [(String, JSON?, String?, Int?)])
    func discover(_ row: (title: String, meta: JSON?, header: String?, code: Int?)) {
        let params: JSONObject = row.meta.map { ["_meta": $0] } ?? [:]
        let decided = decision(
            request("server/discover", params), Self.headers(["server/discover"], version: row.header))
        #expect(decided == row.code.map { "400 \($0)" } ?? "modern server/discover", "\(row.title)")
    }

    @Test("an unsupported version is told what is supported and what was asked")
    func namesSupportedVersions() throws {
        let message = Message.Request(
            id: .integer(1), method: "server/discover", params: ["_meta": envelope(version: "v999.0.0")])
        let failure = try #require(throws: RPCFailure.self) {
            try ModernLadder.check(
                message, headers: Self.headers(["server/discover"], version: "v999.0.0"), methods: sampleMethods)
        }
        #expect(failure.error.data == ["supported": ["2026-07-28"], "requested": "v999.0.0"])
    }

    @Test(
        "tools/list is held to its Mcp-Method",
        arguments: [
            (["tools/list"], true), ([" tools/list\t"], true), (["tools/list", "tools/list"], true),
            (["tools/list, tools/list"], true),
            ([], false), ([""], false), (["prompts/list"], false), (["TOOLS/LIST"], false),
            (["tools/list", "tools/call"], false), (["tools/list, tools/call"], false),
        ] as [([String], Bool)])
    func methodHeader(_ row: (values: [String], isAccepted: Bool)) {
        let decided = decision(request("tools/list", ["_meta": envelope()]), Self.headers(row.values))
        #expect(decided == (row.isAccepted ? "modern tools/list" : "400 -32020"))
    }

    @Test(
        "tools/call is held to its Mcp-Name",
        arguments: [
            ("get_agents", ["get_agents"], true), ("get_agents", ["  get_agents  "], true),
            ("get_agents", ["get_agents", "get_agents"], true), ("get_agents", ["get_agents, get_agents"], true),
            ("a,b", ["a,b"], true), ("größe", ["=?base64?Z3LDtsOfZQ==?="], true),
            ("get_agents", ["=?base64?Z2V0X2FnZW50cw==?="], true),
            ("get_agents", [], false), ("get_agents", [""], false), ("get_agents", ["get_rules"], false),
            ("get_agents", ["GET_AGENTS"], false), ("get_agents", ["get_agents", "get_rules"], false),
            ("get_agents", ["=?base64?Z2V0X2FnZW50cw?="], false),
            ("e\u{301}", ["\u{E9}"], false), ("\u{E9}", ["=?base64?ZcyB?="], false),
        ] as [(String, [String], Bool)])
    func nameHeader(_ row: (body: String, values: [String], isAccepted: Bool)) {
        let decided = decision(
            request("tools/call", ["name": .string(row.body), "_meta": envelope()]),
            Self.headers(["tools/call"], name: row.values))
        #expect(decided == (row.isAccepted ? "modern tools/call" : "400 -32020"))
    }

    @Test("which name a header repeats is the method's own affair: one that is not offered has none")
    func otherNames() {
        for (method, member) in [("prompts/get", "name"), ("resources/read", "uri")] {
            let body = request(method, [member: "a", "_meta": envelope()])
            for name in ["a", "b"] {
                #expect(decision(body, Self.headers([method], name: [name])) == "404 -32601")
            }
        }
    }

    @Test(
        "methods that are none in 2026-07-28 are 404 with a modern envelope",
        arguments: [
            "initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "unknown/method",
            "tools/List", "tasks/list",
        ])
    func unknownMethods(method: String) {
        #expect(decision(request(method, ["_meta": envelope()]), Self.headers([method])) == "404 -32601")
    }

    @Test(
        "initialize answers every version a client may ask for",
        arguments: [
            ("2024-11-05", .november2024), ("2025-03-26", .march2025), ("2025-06-18", .june2025),
            ("2025-11-25", .november2025), ("2026-07-28", .november2025), ("1999-01-01", .november2025),
            ("", .november2025), ("v999", .november2025),
        ] as [(String, ProtocolVersion)])
    func initialize(_ row: (asked: String, answered: ProtocolVersion)) {
        let params: JSONObject = [
            "protocolVersion": .string(row.asked), "capabilities": ["roots": [:]],
            "clientInfo": ["name": "claude-code", "version": "1"],
        ]
        for header in [nil, "2025-11-25", "2024-11-05"] {
            let decided = decision(request("initialize", params), Self.headers(version: header))
            #expect(decided == "legacy initialize \(row.answered.rawValue) claude-code {\"roots\":{}}")
        }
    }

    @Test(
        "legacy requests",
        arguments: [
            (request("tools/list"), nil, "legacy tools/list"),
            (request("ping"), "2025-06-18", "legacy ping"),
            (request("tools/list"), "1999-01-01", "400 -32602"),
            (request("server/discover"), nil, "200 -32601"),
            (request("resources/list"), "2025-11-25", "200 -32601"),
            (["jsonrpc": "2.0", "method": "notifications/initialized"], "2025-11-25", "legacy notification"),
            (["jsonrpc": "2.0", "id": 1, "result": [:]], "2025-11-25", "legacy response"),
            ([["jsonrpc": "2.0", "id": 1, "method": "ping"]], "2025-11-25", "batch"),
        ] as [(JSON, String?, String)])
    func legacy(_ row: (body: JSON, header: String?, decision: String)) {
        #expect(decision(row.body, Self.headers(version: row.header)) == row.decision)
    }
}
