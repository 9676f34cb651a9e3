import HTTP
import JSON
import TestSupport
import Testing

/// Batches, which 2025-03-26 alone knows.
@Suite struct BatchTests {
    private static let ping = JSON.request("ping", id: "p")
    private static let note = JSON.notification("notifications/initialized")
    private static let response: JSON = ["jsonrpc": "2.0", "id": 5, "result": [:]]

    @Test("other versions refuse a batch, of one message too", arguments: ["2024-11-05", "2025-06-18", "2025-11-25"])
    func otherVersionsRefuse(version: String) async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(.inSession(try await gateway.openSession(version), [Self.ping]))
        #expect(answer.status == 400)
        #expect(answer.code == -32600)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let batch: [JSON]
        let status: Int
        /// The ids that are answered, or nil for a refusal or no answer.
        let answered: [JSON]?

        init(_ name: String, _ batch: [JSON], _ status: Int, answers: [JSON]? = nil) {
            (testDescription, self.batch, self.status, answered) = (name, batch, status, answers)
        }
    }

    private static let modern = JSON.request("tools/list", ["_meta": .object(.modernMeta)])

    static let rows: [Row] = [
        Row("one request", [ping], 200, answers: ["p"]),
        Row("everything mixed", [ping, note, response, .request("unknown", id: 2), note], 200, answers: ["p", 2]),
        Row(
            "a tool and its list", [.call("report_steps", progressToken: 9), .request("tools/list", id: 2)], 200,
            answers: [1, 2]),
        Row("notifications", [note, note], 202),
        Row("responses", [response], 202),
        Row(
            "as many as there may be", Array(repeating: ping, count: 50), 200, answers: Array(repeating: "p", count: 50)
        ),
        Row("too many", Array(repeating: ping, count: 51), 400),
        Row("nothing", [], 400),
        Row("initialize inside", [ping, .initialize("2025-03-26")], 400),
        Row("a modern request inside", [ping, modern], 400),
        Row("a number inside", [ping, 1], 400),
        Row("an array inside", [ping, [ping]], 400),
        Row("a message without its version", [ping, ["id": 1, "method": "ping"]], 400),
    ]

    @Test(arguments: rows)
    func answersABatch(row: Row) async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(.inSession(try await gateway.openSession("2025-03-26"), .array(row.batch)))
        #expect(answer.status == row.status, "\(answer.text.prefix(300))")
        #expect(answer.json?.array?.compactMap { $0["id"] } == row.answered)
        if row.status == 400 { #expect(answer.code == -32600) }
        if row.status == 202 { #expect(answer.body.isEmpty) }
    }

    @Test("a batch needs a session, of its sender")
    func needsASession() async throws {
        let gateway = TestGateway()
        #expect(await gateway.send(.post("/mcp", [Self.ping])).status == 400)
        let foreign = try await gateway.openSession("2025-03-26", as: "bob")
        #expect(await gateway.send(.inSession(foreign, [Self.ping])).status == 404)
    }

    @Test("a tool that the caller may not use is an error of its own, the others are answered")
    func forbiddenToolAmongOthers() async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession("2025-03-26")
        let answer = await gateway.send(.inSession(session, [.call("change_it"), Self.ping]))
        #expect(answer.status == 200)
        #expect(answer.json?[0]?["error"]?["message"]?.string?.contains("wazuh:write") == true)
        #expect(answer.json?[1]?["result"] == [:])
    }

    @Test("cancelling one call of a batch leaves the others their answers")
    func cancellingOneKeepsTheOthers() async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession("2025-03-26")
        let running = gateway.start(
            .inSession(session, [.call("wait", id: 7), .call("report_steps", id: 8), Self.ping]))
        await gateway.tools.begun.wait(for: 1)
        #expect(await gateway.send(.inSession(session, .cancelled(7))).status == 202)
        gateway.tools.gate.open()
        let answer = await running.answer
        #expect(answer.status == 200)
        #expect(answer.json?.array?.map { $0["id"] } == [7, 8, "p"])
    }
}
