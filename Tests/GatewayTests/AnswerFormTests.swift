import HTTP
import JSON
import TestSupport
import Testing

/// Whether an answer is JSON or an event stream, by what a client accepts.
@Suite struct AnswerFormTests {
    static let accepted: [(String?, String)] = [
        (nil, "application/json"), ("*/*", "application/json"), ("application/json", "application/json"),
        ("application/json, text/event-stream", "application/json"),
        ("text/event-stream, application/json", "application/json"), ("application/*", "application/json"),
        ("text/html", "application/json"), ("text/event-stream, */*;q=0.1", "application/json"),
        ("text/event-stream", "text/event-stream"), ("TEXT/EVENT-STREAM;q=0.9", "text/event-stream"),
    ]

    @Test(arguments: accepted)
    func givesAFormThatIsAccepted(accept: String?, type: String) async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession()
        var requests: [HTTPRequest] = [
            .post("/mcp", .initialize("2025-11-25", id: 1)), .inSession(session, .request("ping")),
            .inSession(session, .request("tools/list")), .inSession(session, .call("report_steps")),
            .inSession(session, .call("no_such_tool")), .modern("server/discover"), .modern("tools/list"),
            .modern("tools/call", ["name": "report_steps"]),
        ]
        for index in requests.indices { requests[index].fields[.accept] = accept }
        for (index, request) in requests.enumerated() {
            let answer = await gateway.send(request)
            #expect(answer.status == 200)
            #expect(answer.contentType == type, "\(request.body)")
            #expect(answer.message?["id"] == 1)
            #expect((answer.session == nil) == (index > 0))
        }
    }

    @Test("a refusal is JSON whatever is accepted", arguments: accepted.map(\.0))
    func refusesInJSON(accept: String?) async {
        var fields: HTTPFields = [:]
        fields[.accept] = accept
        let answer = await TestGateway().send(.post("/mcp", .request("ping"), fields))
        #expect(answer.status == 400)
        #expect(answer.contentType == "application/json")
    }

    @Test("two Accept fields count as one list")
    func joinsAcceptFields() async throws {
        let gateway = TestGateway()
        var request = HTTPRequest.inSession(try await gateway.openSession(), .request("ping"))
        request.fields.append(.accept, "text/event-stream")
        request.fields.append(.accept, "application/json")
        #expect(await gateway.send(request).contentType == "application/json")
    }
}
