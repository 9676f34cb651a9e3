import Gateway
import Store
import TestSupport
import Testing
import WazuhManager

/// The manager's token in the store, one for all workers.
@Suite struct SharedManagerTokenTests {
    private static let secret = Array("a secret of at least thirty-two bytes".utf8)
    private static let token = ManagerToken(text: "eyJ.the.token", received: 1_800_000_000, lifetime: 900)

    private static func connection(_ user: String = "wazuh", _ url: String = "https://wazuh.example:55000")
        -> ManagerConnection
    {
        ManagerConnection(baseURL: url, user: user, password: "p")
    }

    private static func worker(
        _ store: any Store, secret: [UInt8] = secret, connection: ManagerConnection = connection()
    ) -> SharedManagerToken {
        SharedManagerToken(store: store, secret: secret, connection: connection)
    }

    @Test("what one worker puts another reads, and the store cannot")
    func sharesSealed() async throws {
        let store = MemoryStore()
        #expect(try await Self.worker(store).token() == nil)
        try await Self.worker(store).put(Self.token)
        #expect(try await Self.worker(store).token() == Self.token)
        let sealed = try #require(try store.sealedToken(name: Self.name))
        #expect(!String(decoding: sealed, as: UTF8.self).contains("token"))
    }

    private static let name = "manager wazuh@https://wazuh.example:55000"

    @Test("another secret reads nothing, and neither does damage go through")
    func readsOnlyItsOwn() async throws {
        let store = MemoryStore()
        try await Self.worker(store).put(Self.token)
        #expect(try await Self.worker(store, secret: Self.secret + [0]).token() == nil)
        let sealed = try #require(try store.sealedToken(name: Self.name))
        for damaged in [Array(sealed.dropLast()), sealed + [0], [], [UInt8](repeating: 0, count: 64)] {
            try store.replaceSealedToken(name: Self.name, with: damaged)
            #expect(try await Self.worker(store).token() == nil)
        }
        for index in sealed.indices {
            var damaged = sealed
            damaged[index] ^= 1
            try store.replaceSealedToken(name: Self.name, with: damaged)
            #expect(try await Self.worker(store).token() == nil)
        }
    }

    @Test(
        "another user or manager has another token, also when the store mixes them up",
        arguments: [connection("other"), connection("wazuh", "https://other.example:55000")])
    func bindsToTheConnection(other: ManagerConnection) async throws {
        let store = MemoryStore()
        try await Self.worker(store).put(Self.token)
        #expect(try await Self.worker(store, connection: other).token() == nil)
        let sealed = try #require(try store.sealedToken(name: Self.name))
        try store.replaceSealedToken(name: "manager \(other.user)@\(other.baseURL)", with: sealed)
        #expect(try await Self.worker(store, connection: other).token() == nil)
    }

    @Test("one worker at a time has the lease; it ends with a token, when given back, and by itself")
    func leasesToOne() async throws {
        let clock = ManualClock()
        let store = MemoryStore { clock.now }
        let (one, other) = (Self.worker(store), Self.worker(store))
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
