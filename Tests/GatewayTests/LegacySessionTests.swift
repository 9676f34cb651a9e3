import Encodings
import FoundationEssentials
import HTTP
import JSON
import MemoryState
import State
import TestSupport
import Testing

/// Sessions of 2024-11-05 to 2025-11-25 on `/mcp`.
@Suite struct LegacySessionTests {
    @Test(
        "initialize negotiates a version and opens a session",
        arguments: [
            ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"),
            ("2024-11-05", "2024-11-05"), ("1999-01-01", "2025-11-25"), ("2026-07-28", "2025-11-25"),
            ("", "2025-11-25"),
        ])
    func negotiates(asked: String, given: String) async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(.post("/mcp", .initialize(asked)))
        #expect(answer.status == 200)
        #expect(answer.result?["protocolVersion"] == .string(given))
        #expect(answer.result?["capabilities"] == ["tools": [:]])
        #expect(answer.message?["id"] == 0)
        let id = try #require(answer.session)
        #expect(id.utf8.count == 43 && id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
        let session = try #require(try await gateway.state.sessions.session(ExactText(id), of: "ann"))
        #expect(session.client.name == "test")
        #expect(session.client.capabilities == #"{"roots":{}}"#)
        let ping = await gateway.send(.inSession(id, .request("ping")))
        #expect(ping.message == ["jsonrpc": "2.0", "id": 1, "result": [:]])
        #expect(ping.session == nil)
    }

    @Test("initialize without a version is an error in its own words, and opens nothing")
    func refusesInitializeWithoutVersion() async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(.post("/mcp", .request("initialize", ["capabilities": [:]])))
        #expect(answer.status == 200)
        #expect(answer.code == -32602)
        #expect(answer.session == nil)
        #expect(try await gateway.state.sessions.count() == 0)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let message: JSON
        let version: String?
        let status: Int
        let code: Int?

        init(_ name: String, _ message: JSON, version: String? = nil, _ status: Int, _ code: Int? = nil) {
            (testDescription, self.message, self.version) = (name, message, version)
            (self.status, self.code) = (status, code)
        }
    }

    private static let list = JSON.request("tools/list")

    static let rows: [Row] = [
        Row("its own version", list, version: "2025-11-25", 200),
        Row("another legacy version", list, version: "2025-06-18", 200),
        Row("its version twice", list, version: "2025-11-25, 2025-11-25", 200),
        Row("two versions", list, version: "2025-11-25, 2025-06-18", 400, -32600),
        Row("an unknown version", list, version: "1999-01-01", 400, -32602),
        Row(
            "an unknown version on a response", ["jsonrpc": "2.0", "id": 1, "result": [:]], version: "1999-01-01", 400,
            -32600),
        Row("a modern version without a claim", list, version: "2026-07-28", 400, -32602),
        Row("an empty version", list, version: "", 400, -32602),
        Row("an unknown method", .request("unknown/method"), 200, -32601),
        Row("server/discover without a claim", .request("server/discover"), 200, -32601),
        Row("prompts, which are not offered", .request("prompts/list"), 200, -32601),
        Row("a second initialize opens a session of its own", .initialize("2025-11-25"), 200),
        Row("a response nobody waits for", ["jsonrpc": "2.0", "id": 77, "result": [:]], 202),
        Row("an error as response", ["jsonrpc": "2.0", "id": "x", "error": ["code": -1, "message": "no"]], 202),
        Row("initialized", .notification("notifications/initialized"), 202),
        Row("a notification nobody knows", .notification("notifications/unknown"), 202),
        Row("a cancellation of nothing", .cancelled(99), 202),
        Row("a cancellation without an id", .notification("notifications/cancelled"), 202),
    ]

    @Test(arguments: rows)
    func answersInASession(row: Row) async throws {
        let gateway = TestGateway()
        let fields: HTTPFields = row.version.map { [.mcpProtocolVersion: $0] } ?? [:]
        let answer = await gateway.send(.inSession(try await gateway.openSession(), row.message, fields))
        #expect(answer.status == row.status)
        #expect(answer.code == row.code, "\(answer.text)")
        #expect(answer.body.isEmpty == (row.status == 202))
    }

    enum Named: CaseIterable {
        case none, unknown, short, empty, ended, idle, foreign, sse

        var status: Int { self == .none ? 400 : 404 }
    }

    @Test("who names no session of its own is told to open one", arguments: Named.allCases)
    func refusesOtherSessions(named: Named) async throws {
        let calendar = ManualClock()
        let gateway = TestGateway(state: .inMemory(now: { calendar.now }), calendar: calendar)
        let id: String? =
            switch named {
            case .none: nil
            case .unknown: String(repeating: "A", count: 43)
            case .short: "A"
            case .empty: ""
            case .ended, .idle: try await gateway.openSession()
            case .foreign: try await gateway.openSession(as: "bob")
            case .sse: try await gateway.openStream()
            }
        if named == .ended {
            #expect(await gateway.send(HTTPRequest(.delete, "/mcp", fields: [.mcpSessionID: id ?? ""])).status == 204)
        }
        if named == .idle { calendar.advance(by: 1_801) }
        var fields: HTTPFields = [.accept: "application/json, text/event-stream"]
        fields[.mcpSessionID] = id
        let messages = [
            Self.list, .notification("notifications/initialized"), ["jsonrpc": "2.0", "id": 1, "result": [:]],
        ]
        var requests = messages.map { HTTPRequest.post("/mcp", $0, fields) }
        requests.append(HTTPRequest(.delete, "/mcp", fields: fields))
        if id != nil { requests.append(HTTPRequest(.get, "/mcp", fields: fields)) }
        for request in requests {
            let answer = await gateway.send(request)
            #expect(answer.status == named.status, "\(request.method)")
            #expect(answer.code == -32600)
            #expect(answer.errorText?.contains("initialize") == true)
        }
        if named == .foreign {
            #expect(await gateway.send(.inSession(id ?? "", Self.list), as: "bob").status == 200)
        }
    }

    @Test("DELETE ends a session once")
    func endsOnce() async throws {
        let gateway = TestGateway()
        let delete = HTTPRequest(.delete, "/mcp", fields: [.mcpSessionID: try await gateway.openSession()])
        #expect(await gateway.send(delete).status == 204)
        #expect(await gateway.send(delete).status == 404)
    }

    @Test("any worker serves a session")
    func anyWorkerServes() async throws {
        let state = SharedState.inMemory()
        let (one, other) = (TestGateway(state: state), TestGateway(state: state))
        #expect(await other.send(.inSession(try await one.openSession(), Self.list)).status == 200)
    }

    struct StreamRow: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let method: HTTPMethod
        let version: String?
        let namesSession: Bool
        let status: Int
    }

    static let streamRows: [StreamRow] = [
        StreamRow(testDescription: "GET", method: .get, version: nil, namesSession: true, status: 200),
        StreamRow(
            testDescription: "GET, version", method: .get, version: "2025-06-18", namesSession: true, status: 200),
        StreamRow(testDescription: "GET, modern", method: .get, version: "2026-07-28", namesSession: true, status: 405),
        StreamRow(testDescription: "GET, no session", method: .get, version: nil, namesSession: false, status: 405),
        StreamRow(
            testDescription: "GET, bad version", method: .get, version: "1999-01-01", namesSession: true, status: 400),
        StreamRow(
            testDescription: "DELETE, version", method: .delete, version: "2025-11-25", namesSession: true, status: 204),
        StreamRow(
            testDescription: "DELETE, bad version", method: .delete, version: "1999-01-01", namesSession: true,
            status: 400),
    ]

    @Test("the stream of a session is left to the web server", arguments: streamRows)
    func opensOrRefusesStreams(row: StreamRow) async throws {
        let gateway = TestGateway()
        let id = try await gateway.openSession()
        var fields: HTTPFields = [.accept: "text/event-stream"]
        fields[.mcpProtocolVersion] = row.version
        fields[.mcpSessionID] = row.namesSession ? id : nil
        let answer = await gateway.send(HTTPRequest(row.method, "/mcp", fields: fields))
        #expect(answer.status == row.status)
        #expect(answer.fields["x-accel-redirect"] == (row.status == 200 ? "/internal/stream/mcp-\(id)" : nil))
        #expect(answer.fields[.allow] == (row.status == 405 ? "POST, GET, DELETE" : nil))
    }

    @Test("a closed stream of /mcp ends no session")
    func closedStreamKeepsSession() async throws {
        let gateway = TestGateway()
        let id = try await gateway.openSession()
        let told = await gateway.send(
            HTTPRequest(.get, "/", gatewayParameters: ["STREAM_CLOSED": "mcp-\(id)"]), as: nil)
        #expect(told.status == 204)
        #expect(await gateway.send(.inSession(id, Self.list)).status == 200)
    }
}
