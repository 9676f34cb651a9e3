import Auth
import HTTP
import JSON
import TestSupport
import Testing

/// A store that fails: 503 with the time to come again, and the reason in the log.
@Suite struct StoreFailureTests {
    /// A request to a session, by its id on `/mcp` and on `/sse`.
    static let requests: [(String, @Sendable (String, String) -> HTTPRequest)] = [
        ("initialize", { _, _ in .post("/mcp", .initialize("2025-11-25")) }),
        ("a request", { http, _ in .inSession(http, .request("ping")) }),
        ("a notification", { http, _ in .inSession(http, .notification("notifications/initialized")) }),
        ("a stream", { http, _ in HTTPRequest(.get, "/mcp", fields: [.mcpSessionID: http]) }),
        ("the end", { http, _ in HTTPRequest(.delete, "/mcp", fields: [.mcpSessionID: http]) }),
        ("a batch", { http, _ in .inSession(http, [.request("ping")]) }),
        ("an event stream", { _, _ in HTTPRequest(.get, "/sse") }),
        ("a message", { _, sse in .onStream(sse, .request("ping")) }),
    ]

    @Test(arguments: requests.indices)
    func sessionsAreUnavailable(index: Int) async throws {
        let store = SwitchedState()
        let gateway = TestGateway(state: store.shared)
        let (http, sse) = (try await gateway.openSession("2025-03-26"), try await gateway.openStream())
        store.breakDown()
        let (name, request) = Self.requests[index]
        let answer = await gateway.send(request(http, sse))
        #expect(answer.status == 503, "\(name)")
        #expect(answer.fields[.retryAfter] == "5", "\(name)")
        #expect(answer.errorText?.contains("try again") == true)
        #expect(!answer.text.contains("sqlite"))
        #expect(gateway.logged.all.contains { $0.contains("\"level\":\"ERROR\"") && $0.contains("the disk is full") })
    }

    @Test("credentials that the store knows cannot be checked; others can")
    func credentialsAreUnavailable() async throws {
        let store = SwitchedState()
        let gateway = TestGateway(state: store.shared)
        let key = try await gateway.addKey()
        store.breakDown()
        var byKey = HTTPRequest.modern("tools/list")
        byKey.fields[.authorization] = "Bearer \(key.revealed)"
        var byToken = HTTPRequest.modern("tools/list")
        byToken.fields[.authorization] = "Bearer \(gateway.token("key_1"))"
        for request in [byKey, byToken, .post("/auth/token", ["api_key": .string(key.revealed)])] {
            let logged = gateway.logged.all.count
            let answer = await gateway.send(request, as: nil)
            #expect(answer.status == 503)
            #expect(answer.fields[.retryAfter] == "5")
            #expect(answer.fields[.wwwAuthenticate] == nil)
            #expect(gateway.logged.all.dropFirst(logged).contains { $0.contains("the disk is full") })
            #expect(!gateway.logged.all.contains { $0.contains(key.revealed) })
        }
        #expect(await gateway.send(.modern("tools/list"), as: "ann").status == 200)
    }

    @Test("a stream that closes, and what is done beside requests, fail quietly")
    func maintenanceGoesOn() async throws {
        let store = SwitchedState()
        let gateway = TestGateway(state: store.shared)
        store.breakDown()
        #expect(
            await gateway.send(HTTPRequest(.get, "/", gatewayParameters: ["STREAM_CLOSED": "x"]), as: nil).status == 204
        )
        let running = gateway.start(.modern("tools/call", ["name": "wait"]))
        await gateway.tools.begun.wait(for: 1)
        await gateway.maintaining {
            for _ in 0..<240 {
                await gateway.clock.waitForSleepers()
                gateway.clock.advance(by: .milliseconds(250))
            }
            await gateway.logged.wait(for: 2)
        }
        gateway.tools.gate.open()
        #expect(await running.answer.status == 200)
    }
}
