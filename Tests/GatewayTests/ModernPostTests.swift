import HTTP
import JSON
import MemoryState
import State
import TestSupport
import Testing

/// What modern clients (2026-07-28) may say first, and what they get: the golden vectors among the rows.
@Suite struct ModernPostTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: HTTPRequest
        let status: Int
        let code: Int?

        /// A right request but for changes: of `params._meta`, whose `params` stand beside it, and of the header fields;
        /// nil instead of a value removes it.
        init(
            _ name: String, _ method: String = "tools/list", meta: [String: JSON?] = [:],
            fields: [HTTPFieldName: String?] = [:], params: JSONObject = [:], _ status: Int, _ code: Int? = nil
        ) {
            testDescription = name
            var request = HTTPRequest.modern(method, params)
            var body = params
            body["_meta"] = .object(JSONObject.modernMeta.changing(meta))
            request.body = JSON.request(method, body, id: "probe").jsonBytes
            for (name, value) in fields { request.fields[name] = value }
            self.request = request
            self.status = status
            self.code = code
        }
    }

    private static let version = "io.modelcontextprotocol/protocolVersion"
    private static let capabilities = "io.modelcontextprotocol/clientCapabilities"
    private static let clientInfo = "io.modelcontextprotocol/clientInfo"
    private static let discover = "server/discover"
    private static let known: JSONObject = ["name": "get_wazuh_cluster_nodes"]

    static let rows: [Row] =
        [
            Row("discover", discover, 200),
            Row("without client information", discover, meta: [clientInfo: nil], 200),
            Row("without capabilities", discover, meta: [capabilities: nil], 400, -32602),
            Row("capabilities of the wrong type", discover, meta: [capabilities: "none"], 400, -32602),
            Row("version of the wrong type", discover, meta: [version: 20_260_728], 400, -32602),
            Row("no claim under a modern header", discover, meta: [version: nil], 400, -32602),
            Row(
                "unknown version in both", discover, meta: [version: "v999.0.0"],
                fields: [.mcpProtocolVersion: "v999.0.0"], 400, -32022),
            Row(
                "legacy version in both", discover, meta: [version: "2025-11-25"],
                fields: [.mcpProtocolVersion: "2025-11-25"], 400, -32022),
            Row("header and claim differ", discover, meta: [version: "v999.0.0"], 400, -32020),
            Row("no version header", discover, fields: [.mcpProtocolVersion: nil], 400, -32020),
            Row("legacy version header", discover, fields: [.mcpProtocolVersion: "2025-11-25"], 400, -32020),
            Row("version header twice", discover, fields: [.mcpProtocolVersion: "2026-07-28, 2026-07-28"], 200),
            Row("two version headers", discover, fields: [.mcpProtocolVersion: "2026-07-28, 2025-11-25"], 400, -32020),
            Row("blanks around the version", discover, fields: [.mcpProtocolVersion: " \t2026-07-28 "], 200),
            Row("no method header", fields: [.mcpMethod: nil], 400, -32020),
            Row("another method header", fields: [.mcpMethod: "prompts/list"], 400, -32020),
            Row("method header in upper case", fields: [.mcpMethod: "TOOLS/LIST"], 400, -32020),
            Row(
                "name of the method header in upper case",
                fields: ["MCP-METHOD": "tools/list"], 200),
            Row("a legacy session beside a claim", fields: [.mcpSessionID: "nothing of the kind is known"], 200),
            Row("a tool", "tools/call", params: known, 200),
            Row("no name header", "tools/call", fields: [.mcpName: nil], params: known, 400, -32020),
            Row("another name header", "tools/call", fields: [.mcpName: "wait"], params: known, 400, -32020),
            Row(
                "blanks around the name", "tools/call", fields: [.mcpName: "  get_wazuh_cluster_nodes  "],
                params: known, 200),
            Row(
                "name as base64", "tools/call", fields: [.mcpName: "=?base64?Z2V0X3dhenVoX2NsdXN0ZXJfbm9kZXM=?="],
                params: known, 200),
            Row(
                "name as broken base64", "tools/call", fields: [.mcpName: "=?base64?Z2V0?x?="], params: known, 400,
                -32020),
            Row("an unknown tool", "tools/call", params: ["name": "rm"], 200, -32602),
            Row("no tool", "tools/call", 200, -32602),
            Row("arguments that are no object", "tools/call", params: known.changing(["arguments": [1]]), 200, -32602),
            Row("a cursor that nobody gave", params: ["cursor": "2"], 200, -32602),
        ]
        + ["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "unknown/method"]
        .map { Row($0, $0, 404, -32601) }

    @Test(arguments: rows)
    func answersBeforeAnyHandlerRuns(row: Row) async {
        let answer = await TestGateway().send(row.request)
        #expect(answer.status == row.status)
        #expect(answer.code == row.code, "\(answer.text)")
        #expect(answer.message?["id"] == "probe")
        #expect(answer.session == nil)
        #expect(answer.contentType == "application/json")
        #expect((answer.result != nil) == (row.code == nil))
    }

    @Test("POST / is the same endpoint", arguments: ["/", "/mcp", "/mcp/"])
    func answersOnEachPath(path: String) async {
        var request = HTTPRequest.modern("server/discover")
        request.path = path
        let answer = await TestGateway().send(request)
        #expect(answer.result?["supportedVersions"] == ["2026-07-28"])
        #expect(answer.result?["resultType"] == "complete")
        #expect(answer.fields[.cacheControl] == "no-store")
    }

    @Test("a version that is not spoken is told what is, and what was asked")
    func namesSupportedVersions() async {
        let answer = await TestGateway().send(Self.rows[6].request)
        #expect(answer.message?["error"]?["data"] == ["supported": ["2026-07-28"], "requested": "v999.0.0"])
    }

    @Test("server/discover with empty parameters names what is missing")
    func namesMissingKeys() async throws {
        let answer = await TestGateway().send(
            .post("/mcp", .request("server/discover", [:]), [.mcpProtocolVersion: "2026-07-28"]))
        #expect(answer.status == 400)
        #expect(answer.code == -32602)
        let text = try #require(answer.errorText)
        #expect(text.contains(Self.version) && text.contains(Self.capabilities))
    }

    @Test("a modern notification is taken and not answered")
    func takesNotifications() async {
        let meta: JSONObject = ["_meta": .object(.modernMeta)]
        for message in [JSON.notification("notifications/cancelled", meta), .notification("notifications/other", meta)]
        {
            let answer = await TestGateway().send(.post("/mcp", message, [.mcpProtocolVersion: "2026-07-28"]))
            #expect(answer.status == 202)
            #expect(answer.body.isEmpty)
        }
    }

    @Test(
        "a notification may leave the method header out, but not contradict it",
        arguments: [
            (nil, 202), ("notifications/cancelled", 202), ("notifications/cancelled, notifications/cancelled", 202),
            ("NOTIFICATIONS/CANCELLED", 400), ("tools/list", 400), ("", 400),
            ("notifications/cancelled, tools/list", 400),
        ])
    func checksMethodOfNotifications(header: String?, status: Int) async {
        for (params, version) in [(["_meta": .object(.modernMeta)], nil), ([:], "2026-07-28")]
            as [(JSONObject, String?)]
        {
            var request = HTTPRequest.post("/mcp", .notification("notifications/cancelled", params))
            request.fields[.mcpMethod] = header
            request.fields[.mcpProtocolVersion] = version
            let answer = await TestGateway().send(request)
            #expect(answer.status == status)
            #expect(answer.code == (status == 202 ? nil : -32020), "\(answer.text)")
            #expect(answer.body.isEmpty == (status == 202))
        }
    }

    @Test("initialize under a modern header is refused by name, without a session")
    func refusesInitializeUnderModernHeader() async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(
            .post("/mcp", .initialize("2025-11-25"), [.mcpProtocolVersion: "2026-07-28"]))
        #expect(answer.status == 400)
        #expect(answer.code == -32020)
        #expect(try await gateway.state.sessions.count() == 0)
    }
}
