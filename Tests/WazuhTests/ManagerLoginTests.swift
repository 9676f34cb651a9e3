import HTTP
import HTTPClient
import TestSupport
import Testing
import Upstream
import WazuhManager

struct ManagerLoginTests {
    private let status = #"{"data":{"enabled":"yes","running":"yes"},"error":0}"#
    private let time = FakeTime()

    private func fake(lifetime: Int = 900) -> FakeManager {
        FakeManager(["/cluster/status": .json(200, Array(status.utf8))], lifetime: lifetime)
    }

    @Test("many calls at once log in once")
    func singleFlight() async throws {
        let fake = fake()
        let manager = fake.manager(time)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = try await manager.clusterStatus() } }
            try await group.waitForAll()
        }
        #expect(fake.logins == 1 && fake.requests.count == 50)
    }

    @Test("a login sends the credentials as Basic, on a connection of its own, and nowhere else")
    func credentials() async throws {
        let fake = fake()
        let recorder = RecordingTransport(fake)
        let manager = WazuhManager(fake.connection, transport: recorder, clock: time.clock)
        _ = try await manager.clusterStatus()
        let requests = recorder.exchanges.map(\.request)
        let login = try #require(requests.first)
        #expect(login.method == .post && login.isRepeatable == false)
        #expect(login.fields[.authorization] == "Basic d2F6dWgtdXNlcjpzM2NyZXQtcGFzcw==")
        #expect(requests.dropFirst().allSatisfy { $0.fields[.authorization]?.hasPrefix("Bearer ") == true })
        #expect(requests.allSatisfy { !$0.url.contains("s3cret") && !$0.url.contains("e30.") })
    }

    @Test("a token is replaced shortly before its end")
    func expiry() async throws {
        let fake = fake()
        let manager = fake.manager(time)
        for (seconds, logins) in [(0.0, 1), (839, 1), (2, 2)] {
            time.advance(seconds)
            _ = try await manager.clusterStatus()
            #expect(fake.logins == logins)
        }
    }

    @Test("a token that is refused is replaced once, a second later")
    func revoked() async throws {
        let fake = fake()
        let manager = fake.manager(time)
        _ = try await manager.clusterStatus()
        fake.revokeAll()
        _ = try await manager.clusterStatus()
        #expect(fake.logins == 2)
        #expect(time.slept.contains { $0 > .seconds(1) })
    }

    @Test("a manager that refuses what it has just given is told as such, without a loop")
    func alwaysRefused() async throws {
        let fake = fake()
        let manager = fake.manager(time)
        for number in 1...10 { fake.revoke(FakeManager.token(number)) }
        let error = try await #require(throws: WazuhError.self) { try await manager.clusterStatus() }
        #expect(error.code == .invalidCredentials && fake.logins <= 3)
    }

    @Test("workers share one token, and one of them replaces it")
    func shared() async throws {
        let fake = fake()
        let store = InMemoryTokenStore()
        let workers = (0..<4).map { _ in fake.manager(time, store: store) }
        for worker in workers { _ = try await worker.clusterStatus() }
        #expect(fake.logins == 1)
        time.advance(880)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { _ = try await worker.clusterStatus() } }
            try await group.waitForAll()
        }
        #expect(fake.logins == 2)
    }

    @Test("a shared token that was revoked is replaced, not reported")
    func sharedRevoked() async throws {
        let fake = fake()
        let store = InMemoryTokenStore()
        _ = try await fake.manager(time, store: store).clusterStatus()
        fake.revokeAll()
        _ = try await fake.manager(time, store: store).clusterStatus()
        #expect(fake.logins == 2)
    }

    @Test("a worker that died with the lease holds the others up only for its time")
    func lostLease() async throws {
        let fake = fake()
        let store = InMemoryTokenStore()
        #expect(await store.takeLease(seconds: 15))
        _ = try await fake.manager(time, store: store).clusterStatus()
        #expect(fake.logins == 1 && time.slept.count <= 150)
    }

    @Test("a store that fails costs sharing, not the service")
    func brokenStore() async throws {
        struct Broken: UpstreamTokenStore {
            struct Failure: Error {}
            func token() throws -> ManagerToken? { throw Failure() }
            func takeLease(seconds: Int) throws -> Bool { throw Failure() }
            func put(_ token: ManagerToken) throws { throw Failure() }
            func giveLeaseBack() throws { throw Failure() }
        }
        let fake = fake()
        let manager = fake.manager(time, store: Broken())
        _ = try await manager.clusterStatus()
        _ = try await manager.clusterStatus()
        #expect(fake.logins == 1)
    }

    @Test(
        "versions from 5 on are refused with what to connect to",
        arguments: [
            ("4.8.0", true), ("4.14.7", true), ("4.99.0", true), ("5.0.0", false), ("10.1", false),
        ])
    func versions(version: String, isSupported: Bool) async throws {
        let fake = FakeManager(["/cluster/status": .json(200, Array(status.utf8))], version: version)
        let manager = fake.manager(time)
        guard !isSupported else {
            _ = try await manager.clusterStatus()
            return
        }
        let error = try await #require(throws: WazuhError.self) { try await manager.clusterStatus() }
        #expect(error.code == .unsupportedVersion && error.description.contains(version))
        #expect(error.description.contains("4.8.0") && fake.requests.isEmpty)
    }
}
