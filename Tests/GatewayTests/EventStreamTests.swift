import Encodings
import Gateway
import HTTP
import JSON
import MemoryState
import State
import TestSupport
import Testing

/// HTTP with SSE (2024-11-05): `/sse` and `/messages`.
@Suite(.timeLimit(.minutes(1)))
struct EventStreamTests {
    @Test("GET /sse leaves its connection to the web server, with the endpoint waiting on the channel")
    func opensAStream() async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(HTTPRequest(.get, "/sse"))
        #expect(answer.status == 200)
        let published = try #require(gateway.publisher.published.all.first)
        #expect(answer.fields["x-accel-redirect"] == "/internal/stream/\(published.channel)")
        #expect(published.event.name == "endpoint")
        #expect(String(decoding: published.event.data, as: UTF8.self) == "/messages?session_id=\(published.channel)")
        #expect(try await gateway.state.sessions.session(ExactText(published.channel), of: "ann")?.transport == .sse)
    }

    @Test("answers go out on the session's channel, in the version it speaks", arguments: ["2024-11-05", "2025-06-18"])
    func answersOnTheStream(version: String) async throws {
        let state = SharedState.inMemory()
        let (one, other) = (TestGateway(state: state), TestGateway(state: state))
        let id = try await one.openStream()
        let messages: [JSON] = [
            .initialize(version), .notification("notifications/initialized"), .request("ping", id: "p"),
            .request("tools/list", id: 2), .call("report_steps", id: 3, progressToken: "t"), .call("change_it", id: 4),
            .request("unknown", id: 5), ["jsonrpc": "2.0", "id": 9, "result": [:]],
        ]
        for message in messages {
            // Any worker takes a message.
            let answer = await other.send(.onStream(id, message))
            #expect(answer.status == 202)
            #expect(answer.text == "Accepted")
        }
        let answers = other.publisher.messages(on: id)
        #expect(answers.map { $0["id"] } == [0, "p", 2, nil, nil, 3, 4, 5])
        #expect(answers.first?["result"]?["protocolVersion"] == .string(version))
        #expect(answers[3]["method"] == "notifications/progress")
        #expect((answers[5]["result"]?["structuredContent"] != nil) == (version == "2025-06-18"))
        #expect(answers[6]["error"]?["message"]?.string?.contains("wazuh:write") == true)
        #expect(answers[7]["error"]?["code"] == -32601)
        #expect(
            try await state.sessions.session(ExactText(id), of: "ann")?.client.protocolVersion == ExactText(version))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let query: String
        var body = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        var type: String? = "application/json"
        let status: Int
    }

    /// `OWN`, `FOREIGN` and `HTTP` stand for the ids of sessions.
    static let rows: [Row] = [
        Row(testDescription: "own", query: "session_id=OWN", status: 202),
        Row(testDescription: "with another parameter", query: "a=b&session_id=OWN", status: 202),
        Row(testDescription: "no query", query: "", status: 400),
        Row(testDescription: "another name", query: "sessionId=OWN", status: 400),
        Row(testDescription: "broken escape", query: "session_id=%zz", status: 400),
        Row(testDescription: "empty", query: "session_id=", status: 404),
        Row(testDescription: "unknown", query: "session_id=\(String(repeating: "A", count: 43))", status: 404),
        Row(testDescription: "of another principal", query: "session_id=FOREIGN", status: 404),
        Row(testDescription: "of /mcp", query: "session_id=HTTP", status: 404),
        Row(testDescription: "no JSON", query: "session_id=OWN", body: "{", status: 400),
        Row(testDescription: "a batch", query: "session_id=OWN", body: "[]", status: 400),
        Row(testDescription: "no message", query: "session_id=OWN", body: "{}", status: 400),
        Row(testDescription: "text", query: "session_id=OWN", type: "text/plain", status: 415),
        Row(testDescription: "no type", query: "session_id=OWN", type: nil, status: 415),
    ]

    @Test(arguments: rows)
    func takesMessagesOfItsSessions(row: Row) async throws {
        let gateway = TestGateway()
        let ids = [
            "OWN": try await gateway.openStream(), "FOREIGN": try await gateway.openStream(as: "bob"),
            "HTTP": try await gateway.openSession(),
        ]
        let query = ids.reduce(row.query) { $0.replacing($1.key, with: $1.value) }
        var request = HTTPRequest.post("/messages", text: row.body, query: query)
        request.fields[.contentType] = row.type
        let answer = await gateway.send(request)
        #expect(answer.status == row.status, "\(answer.text)")
        #expect(gateway.publisher.messages(on: ids["OWN"] ?? "").count == (row.status == 202 ? 1 : 0))
        if row.status != 202 { #expect(answer.errorText?.isEmpty == false) }
    }

    @Test("a stream's session ends with it")
    func endsWithItsStream() async throws {
        let gateway = TestGateway()
        let id = try await gateway.openStream()
        let told = await gateway.send(HTTPRequest(.get, "/sse", gatewayParameters: ["STREAM_CLOSED": id]), as: nil)
        #expect(told.status == 204)
        #expect(await gateway.send(.onStream(id, .request("ping"))).status == 404)
    }

    @Test("no client can say that a stream has closed")
    func clientsCloseNoStream() async throws {
        let gateway = TestGateway()
        let id = try await gateway.openStream()
        _ = await gateway.send(
            HTTPRequest(.get, "/sse", query: "STREAM_CLOSED=\(id)", fields: ["stream-closed": id, "STREAM_CLOSED": id]))
        #expect(await gateway.send(.onStream(id, .request("ping"))).status == 202)
    }

    @Test("without a publisher no stream opens, and no session stays behind")
    func opensNothingWithoutPublisher() async throws {
        let gateway = TestGateway()
        gateway.publisher.fail()
        let answer = await gateway.send(HTTPRequest(.get, "/sse"))
        #expect(answer.status == 503)
        #expect(answer.fields[.retryAfter] == "5")
        #expect(try await gateway.state.sessions.count() == 0)
        #expect(gateway.logged.all.first?.contains("connection refused") == true)
    }

    @Test("an answer that cannot be published is told to who posted")
    func tellsLostAnswers() async throws {
        let gateway = TestGateway()
        let id = try await gateway.openStream()
        gateway.publisher.fail()
        let answer = await gateway.send(.onStream(id, .request("ping")))
        #expect(answer.status == 503)
        #expect(answer.fields[.retryAfter] == "5")
        #expect(await gateway.send(.onStream(id, .notification("notifications/initialized"))).status == 202)
    }

    @Test("a slow call is acknowledged after a second and answered when it is done")
    func acknowledgesSlowCalls() async throws {
        let gateway = TestGateway()
        let id = try await gateway.openStream()
        let running = gateway.start(.onStream(id, .call("wait")))
        await gateway.tools.begun.wait(for: 1)
        await gateway.clock.waitForSleepers()
        gateway.clock.advance(by: .milliseconds(999))
        #expect(running.exchange.events.all.isEmpty)
        gateway.clock.advance(by: .milliseconds(1))
        await running.exchange.events.wait(for: 1)
        #expect(Answer(running.exchange.events.all).status == 202)
        #expect(gateway.publisher.messages(on: id).isEmpty)
        gateway.tools.gate.open()
        #expect(await running.answer.status == 202)
        #expect(gateway.publisher.messages(on: id).compactMap { $0["result"]?["isError"] } == [false])
    }
}
