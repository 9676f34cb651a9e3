import Auth
import HTTP
import JSON
import TestSupport
import Testing

/// The one line that each request worth one leaves in the log.
@Suite struct RequestRecordTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: HTTPRequest
        let subject: String?
        /// The members of the line that must be as given; nil where no line is due.
        let line: [String: JSON]?
    }

    static let rows: [Row] = [
        Row(
            testDescription: "no credential", request: .modern("tools/list"), subject: nil,
            line: ["http_method": "POST", "path": "/mcp", "status": 401, "level": "INFO"]),
        Row(
            testDescription: "a bad key", request: .post("/auth/token", ["api_key": "wazuh_x"]), subject: nil,
            line: ["http_method": "POST", "path": "/auth/token", "status": 401, "level": "INFO"]),
        Row(
            testDescription: "a call", request: .modern("tools/call", ["name": "report_steps"]), subject: "ann",
            line: [
                "status": 200, "principal": "ann", "method": "tools/call", "tool": "report_steps",
                "outcome": "succeeded", "level": "INFO",
            ]),
        Row(
            testDescription: "a call with a mistake",
            request: .modern("tools/call", ["name": "report_steps", "arguments": ["x": 1]]), subject: "ann",
            line: ["status": 200, "tool": "report_steps", "outcome": "failed", "level": "INFO"]),
        Row(
            testDescription: "a call without the scope", request: .modern("tools/call", ["name": "change_it"]),
            subject: "ann", line: ["status": 403, "tool": "change_it", "outcome": "forbidden", "level": "INFO"]),
        Row(
            testDescription: "a call that breaks", request: .modern("tools/call", ["name": "break"]), subject: "ann",
            line: ["status": 200, "tool": "break", "outcome": "failed", "level": "ERROR"]),
        Row(testDescription: "a list", request: .modern("tools/list"), subject: "ann", line: nil),
        Row(testDescription: "an unknown path", request: HTTPRequest(.get, "/x"), subject: "ann", line: nil),
    ]

    @Test(arguments: rows)
    func leavesALine(row: Row) async throws {
        let gateway = TestGateway()
        _ = await gateway.send(row.request, as: row.subject)
        let lines = try gateway.logged.all.map { try JSON(parsing: $0) }
        #expect(lines.count == (row.line == nil ? 0 : 1))
        for (name, value) in row.line ?? [:] { #expect(lines.first?[name] == value, "\(name)") }
        #expect(lines.allSatisfy { $0["milliseconds"]?.int ?? -1 >= 0 })
    }

    @Test("an unforeseen failure is logged with its cause, secrets masked")
    func logsCauses() async throws {
        let gateway = TestGateway()
        _ = await gateway.send(.modern("tools/call", ["name": "break"]))
        let line = try #require(gateway.logged.all.first)
        #expect(line.contains("causes"))
        #expect(!line.contains("hunter2"))
    }

    @Test("what a call asks of the manager is counted, the login of the first one too")
    func countsRequests() async throws {
        let gateway = TestGateway()
        for requests in [3, 1] {
            _ = await gateway.send(.modern("tools/call", ["name": "get_wazuh_agents"]))
            let line = try JSON(parsing: try #require(gateway.logged.all.last))
            #expect(line["requests"] == ["manager": .integer(Int64(requests))])
        }
    }

    @Test("a batch is one line with all its calls")
    func logsBatches() async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession("2025-03-26")
        _ = await gateway.send(.inSession(session, [.call("report_steps", id: 1), .request("ping", id: 2)]))
        let line = try JSON(parsing: try #require(gateway.logged.all.last))
        #expect(
            line["calls"] == [
                ["method": "report_steps", "outcome": "succeeded"], ["method": "ping", "outcome": "succeeded"],
            ])
    }
}
