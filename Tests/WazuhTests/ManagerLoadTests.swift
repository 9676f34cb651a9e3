import HTTP
import HTTPClient
import Synchronization
import TestSupport
import Testing
import Upstream
import WazuhManager

/// The client when much is asked of it at once, or the manager refuses it.
struct ManagerLoadTests {
    private let status = #"{"data":{"enabled":"yes","running":"yes"},"error":0}"#

    /// Passes requests on and notes how many are under way together.
    private final class Meter: HTTPTransport {
        private let transport: any HTTPTransport
        private let counts = Mutex((now: 0, most: 0))

        init(_ transport: any HTTPTransport) { self.transport = transport }

        var most: Int { counts.withLock { $0.most } }

        func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
            defer { counts.withLock { $0.now -= 1 } }
            for _ in 0..<50 { await Task.yield() }
            return try await transport.send(request)
        }
    }

    @Test("never more requests are under way than allowed", arguments: [1, 3])
    func bound(limit: Int) async throws {
        let meter = Meter(FakeManager("/cluster/status", status))
        let manager = WazuhManager(FakeManager().connection, transport: meter, concurrency: limit, clock: .unhurried)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 { group.addTask { _ = try await manager.clusterStatus() } }
            try await group.waitForAll()
        }
        #expect(meter.most == limit)
    }

    @Test(
        "a refused login is not tried again for a minute, so that the manager does not block the address",
        arguments: [(401, "Invalid credentials", ""), (403, "Limit of login attempts reached", #","error":6000"#)])
    func refusedLogin(status: Int, detail: String, number: String) async throws {
        let time = FakeTime()
        let body = #"{"title":"Unauthorized","detail":"\#(detail)"\#(number)}"#
        let transport = ScriptedTransport { (_) throws(TransportError) in
            .json(HTTPStatus(rawValue: status), Array(body.utf8))
        }
        let manager = WazuhManager(FakeManager().connection, transport: transport, clock: time.clock)
        for (seconds, logins) in [(0.0, 1), (59, 1), (2, 2)] {
            time.advance(seconds)
            let error = try await #require(throws: WazuhError.self) { try await manager.clusterStatus() }
            #expect(error.description.contains("WAZUH_PASS") && transport.requests.count == logins)
        }
    }

    @Test("a manager that did not answer is asked again at once")
    func unreachable() async throws {
        let transport = ScriptedTransport { (_) throws(TransportError) in throw TransportError(.unreachable, "refused")
        }
        let manager = WazuhManager(FakeManager().connection, transport: transport, clock: FakeTime().clock)
        for attempts in 1...3 {
            let error = try await #require(throws: WazuhError.self) { try await manager.clusterStatus() }
            #expect(error.code == .unreachable && transport.requests.count == attempts)
        }
    }

    /// Holds every login until it is let go.
    private final class Held: HTTPTransport {
        private struct State {
            var login: CheckedContinuation<Void, Never>?
            var arrival: CheckedContinuation<Void, Never>?
        }

        private let fake: FakeManager
        private let state = Mutex(State())

        init(_ fake: FakeManager) { self.fake = fake }

        func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
            if request.method == .post {
                await withCheckedContinuation { login in
                    state.withLock { state in
                        state.login = login
                        state.arrival?.resume()
                        state.arrival = nil
                    }
                }
            }
            return try await fake.send(request)
        }

        func loginArrives() async {
            await withCheckedContinuation { arrival in
                state.withLock { state in
                    if state.login == nil { state.arrival = arrival } else { arrival.resume() }
                }
            }
        }

        func letGo() {
            state.withLock { state in
                state.login?.resume()
                state.login = nil
            }
        }
    }

    @Test("a cancelled call does not wait for the login, which goes on for the others")
    func cancelled() async throws {
        let fake = FakeManager("/cluster/status", status)
        let held = Held(fake)
        let manager = WazuhManager(fake.connection, transport: held, clock: FakeTime().clock)
        let first = Task { try await manager.clusterStatus() }
        await held.loginArrives()
        first.cancel()
        let error = try await #require(throws: WazuhError.self) { try await first.value }
        #expect(error.code == .cancelled && fake.logins == 0)
        async let second = manager.clusterStatus()
        held.letGo()
        #expect(try await second.isRunning && fake.logins == 1)
    }

    @Test("a call whose time is up is told so, and its renewal goes on for the others")
    func renewalPastTheFirstDeadline() async throws {
        let fake = FakeManager("/cluster/status", status)
        let held = Held(fake)
        let manager = WazuhManager(fake.connection, transport: held, clock: FakeTime().clock)
        let short = Task { try await CallDeadline.within(.milliseconds(5)) { try await manager.clusterStatus() } }
        await held.loginArrives()
        async let long = manager.clusterStatus()
        let error = try await #require(throws: WazuhError.self) { try await short.value }
        #expect(error.code == .timedOut && fake.logins == 0)
        held.letGo()
        #expect(try await long.isRunning && fake.logins == 1)
    }

    @Test("while one call renews a token that is still valid, the others go on with it")
    func renewalAhead() async throws {
        let time = FakeTime()
        let fake = FakeManager("/cluster/status", status)
        let held = Held(fake)
        let manager = WazuhManager(fake.connection, transport: held, clock: time.clock)
        async let start = manager.clusterStatus()
        await held.loginArrives()
        held.letGo()
        _ = try await start
        time.advance(850)
        async let renewing = manager.clusterStatus()
        await held.loginArrives()
        #expect(try await manager.clusterStatus().isRunning && fake.logins == 1)
        held.letGo()
        #expect(try await renewing.isRunning && fake.logins == 2)
    }
}
