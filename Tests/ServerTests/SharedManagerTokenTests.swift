import MemoryState
import Server
import State
import TestSupport
import Testing
import Upstream
import WazuhManager

/// The manager's token in the shared state, one for all workers.
@Suite struct SharedManagerTokenTests {
    private static let secret = Array("a secret of at least thirty-two bytes".utf8)
    private static let token = ManagerToken(text: "eyJ.the.token", received: 1_800_000_000, lifetime: 900)

    private static func connection(_ user: String = "wazuh", _ url: String = "https://wazuh.example:55000")
        -> ManagerConnection
    {
        ManagerConnection(baseURL: url, user: user, password: "p")
    }

    private static func worker(
        _ state: SharedState, secret: [UInt8] = secret, connection: ManagerConnection = connection()
    ) -> SharedManagerToken {
        SharedManagerToken(state.keyed, secret: secret, connection: connection)
    }

    @Test("what one worker puts another reads; another secret reads nothing")
    func shares() async throws {
        let state = SharedState.inMemory()
        #expect(try await Self.worker(state).token() == nil)
        try await Self.worker(state).put(Self.token)
        #expect(try await Self.worker(state).token() == Self.token)
        #expect(try await Self.worker(state, secret: Self.secret + [0]).token() == nil)
    }

    @Test(
        "another user or manager has another token",
        arguments: [connection("other"), connection("wazuh", "https://other.example:55000")])
    func bindsToTheConnection(other: ManagerConnection) async throws {
        let state = SharedState.inMemory()
        try await Self.worker(state).put(Self.token)
        #expect(try await Self.worker(state, connection: other).token() == nil)
    }

    @Test("one worker at a time has the lease; it ends with a token, when given back, and by itself")
    func leasesToOne() async throws {
        let clock = ManualClock()
        let state = SharedState.inMemory(now: { clock.now })
        let (one, other) = (Self.worker(state), Self.worker(state))
        #expect(try await one.takeLease(seconds: 15))
        #expect(try await other.takeLease(seconds: 15) == false)
        try await other.giveLeaseBack()
        #expect(try await other.takeLease(seconds: 15) == false)
        try await one.put(Self.token)
        #expect(try await other.takeLease(seconds: 15))
        try await other.giveLeaseBack()
        #expect(try await one.takeLease(seconds: 15))
        clock.advance(by: 15)
        #expect(try await other.takeLease(seconds: 15))
    }
}
