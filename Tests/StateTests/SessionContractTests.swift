import Encodings
import State
import Testing
import TestSupport

@Suite struct SessionContractTests {
    @Test(arguments: StateKind.allCases)
    func aSessionIsFoundByItsIdWithAllItsFields(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let client = SessionClient(protocolVersion: "2024-11-05", name: "Client 🦅", capabilities: #"{"roots":{}}"#)
        let session = try await test.sessions.create(for: "ann", on: .sse, client: client)
        #expect(session == Session(id: session.id, transport: .sse, client: client, lastUsedAt: test.clock.now))
        #expect(session.id.utf8.count == 43)
        #expect(try await test.sessions.session(session.id, of: "ann") == session)
    }

    @Test(arguments: StateKind.allCases)
    func idsAreNeverTheSame(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        var ids: Set<ExactText> = []
        for _ in 0..<50 { ids.insert(try await test.sessions.create().id) }
        #expect(ids.count == 50)
    }

    @Test(
        "Another principal, even one that looks the same, neither finds nor ends a session",
        arguments: StateKind.allCases, [("ann", "bob"), ("\u{E9}", "e\u{301}"), ("a", "a\0"), ("a", "A")])
    func owners(kind: StateKind, names: (ExactText, ExactText)) async throws {
        let test = try StateUnderTest(kind)
        let id = try await test.sessions.create(for: names.0).id
        #expect(try await test.sessions.session(id, of: names.1) == nil)
        #expect(try await test.sessions.end(id, of: names.1) == false)
        #expect(try await test.sessions.session(id, of: names.0) != nil)
    }

    @Test(arguments: StateKind.allCases, ["", "unknown", "' OR 1=1 --", "a\0b"] as [ExactText])
    func anUnknownIdIsNotFound(kind: StateKind, id: ExactText) async throws {
        let test = try StateUnderTest(kind)
        _ = try await test.sessions.create()
        #expect(try await test.sessions.session(id, of: "ann") == nil)
        #expect(try await test.sessions.end(id, of: "ann") == false)
    }

    @Test(arguments: StateKind.allCases, ["ann", nil] as [ExactText?])
    func anEndedSessionIsGone(kind: StateKind, principal: ExactText?) async throws {
        let test = try StateUnderTest(kind)
        let id = try await test.sessions.create().id
        #expect(try await test.sessions.end(id, of: principal))
        #expect(try await test.sessions.end(id, of: principal) == false)
        #expect(try await test.sessions.isAlive(id) == false)
        #expect(try await test.sessions.count() == 0)
    }

    @Test(
        "An unused session ends at its transport's limit",
        arguments: StateKind.allCases, [(SessionTransport.streamableHTTP, 1_800.0), (.sse, 86_400)])
    func idleEnd(kind: StateKind, limit: (transport: SessionTransport, seconds: Double)) async throws {
        let test = try StateUnderTest(kind)
        let early = try await test.sessions.create(on: limit.transport).id
        test.clock.advance(by: limit.seconds - 1)
        #expect(try await test.sessions.isAlive(early))
        try await test.settle()
        let unused = try await test.sessions.create(on: limit.transport).id
        test.clock.advance(by: limit.seconds)
        #expect(try await test.sessions.isAlive(unused) == false)
        #expect(try await test.sessions.count() == 0)
        #expect(try await test.sessions.removeExpired() == 2)
        #expect(try await test.sessions.removeExpired() == 0)
    }

    @Test(arguments: StateKind.allCases)
    func manyExpiredSessionsAreAllRemovedAndTheLivingStay(kind: StateKind) async throws {
        let test = try StateUnderTest(kind, sessionsPerPrincipal: 1_000)
        for _ in 0..<401 { _ = try await test.sessions.create() }
        test.clock.advance(by: 1_800)
        let living = try await test.sessions.create().id
        #expect(try await test.shared.removeExpired() == 401)
        #expect(try await test.sessions.isAlive(living))
    }

    @Test(arguments: StateKind.allCases)
    func useKeepsASessionAlive(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let id = try await test.sessions.create().id
        for _ in 0..<5 {
            test.clock.advance(by: 1_500)
            #expect(try await test.sessions.session(id, of: "ann")?.lastUsedAt == test.clock.now)
            try await test.settle()
        }
        #expect(try await test.sessions.removeExpired() == 0)
    }

    @Test(arguments: StateKind.allCases)
    func useIsNotedWhenTheNotedOneIsOlderThanAMinute(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let session = try await test.sessions.create()
        test.clock.advance(by: 60)
        #expect(try await test.sessions.session(session.id, of: "ann")?.lastUsedAt == session.lastUsedAt)
        test.clock.advance(by: 1)
        let used = test.clock.now
        #expect(try await test.sessions.session(session.id, of: "ann")?.lastUsedAt == used)
        try await test.settle()
        test.clock.advance(by: 60)
        #expect(try await test.sessions.session(session.id, of: "ann")?.lastUsedAt == used)
    }

    @Test(arguments: StateKind.allCases)
    func anotherPrincipalsLookUpDoesNotKeepItAlive(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let id = try await test.sessions.create().id
        test.clock.advance(by: 1_000)
        _ = try await test.sessions.session(id, of: "bob")
        try await test.settle()
        test.clock.advance(by: 1_000)
        #expect(try await test.sessions.isAlive(id) == false)
    }

    @Test(arguments: StateKind.allCases)
    func initializeReplacesWhatTheClientSaidAndNothingElse(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let old = try await test.sessions.create()
        let other = try await test.sessions.create()
        let client = SessionClient(protocolVersion: "2025-06-18", name: "c", capabilities: #"{"a":1}"#)
        try await test.sessions.initialize(old.id, client: client)
        let expected = Session(id: old.id, transport: old.transport, client: client, lastUsedAt: old.lastUsedAt)
        #expect(try await test.sessions.session(old.id, of: "ann") == expected)
        #expect(try await test.sessions.session(other.id, of: "ann") == other)
    }

    @Test(arguments: StateKind.allCases)
    func beyondThePrincipalsBoundTheLongestUnusedGo(kind: StateKind) async throws {
        let test = try StateUnderTest(kind, sessionsPerPrincipal: 3)
        let stranger = try await test.sessions.create(for: "bob").id
        var ids: [ExactText] = []
        for _ in 0..<3 {
            test.clock.advance(by: 100)
            ids.append(try await test.sessions.create().id)
        }
        #expect(try await test.sessions.session(ids[0], of: "ann")?.lastUsedAt == test.clock.now)
        try await test.settle()
        test.clock.advance(by: 1)
        ids.append(try await test.sessions.create().id)
        var alive: [Bool] = []
        for id in ids { alive.append(try await test.sessions.isAlive(id)) }
        #expect(alive == [true, false, true, true])
        #expect(try await test.sessions.isAlive(stranger, of: "bob"))
        #expect(try await test.sessions.count() == 4)
    }

    @Test(arguments: StateKind.allCases)
    func ofSessionsMadeAtTheSameTimeTheFirstGoesFirst(kind: StateKind) async throws {
        let test = try StateUnderTest(kind, sessionsPerPrincipal: 2)
        var ids: [ExactText] = []
        for _ in 0..<4 { ids.append(try await test.sessions.create().id) }
        var alive: [Bool] = []
        for id in ids { alive.append(try await test.sessions.isAlive(id)) }
        #expect(alive == [false, false, true, true])
    }

    @Test(arguments: StateKind.allCases)
    func endedAndExpiredSessionsMakeRoomForOthers(kind: StateKind) async throws {
        let test = try StateUnderTest(kind, sessionsPerPrincipal: 2)
        let first = try await test.sessions.create().id
        let second = try await test.sessions.create().id
        #expect(try await test.sessions.end(second, of: "ann"))
        _ = try await test.sessions.create()
        #expect(try await test.sessions.isAlive(first))
        test.clock.advance(by: 1_800)
        #expect(try await test.sessions.removeExpired() == 2)
        _ = try await test.sessions.create()
        _ = try await test.sessions.create()
        #expect(try await test.sessions.count() == 2)
    }

    @Test(
        "A part at its bound is kept, one byte more is refused and said",
        arguments: StateKind.allCases, ["principal", "protocol version", "client name", "client capabilities"])
    func bounds(kind: StateKind, part: String) async throws {
        let test = try StateUnderTest(kind)
        func create(beyond excess: Int) async throws(StateError) -> Session {
            func text(_ name: String, _ bound: Int) -> ExactText {
                ExactText(String(repeating: "x", count: bound + (name == part ? excess : 0)))
            }
            let client = SessionClient(
                protocolVersion: text("protocol version", 64), name: text("client name", 512),
                capabilities: text("client capabilities", 16_384))
            return try await test.sessions.create(for: text("principal", 512), on: .sse, client: client)
        }
        let session = try await create(beyond: 0)
        #expect(session.client.capabilities.utf8.count == 16_384)
        let error = await #expect(throws: StateError.self) { try await create(beyond: 1) }
        #expect(error?.code == .tooLarge)
        #expect(error?.description.hasPrefix(part) == true)
        #expect(try await test.sessions.count() == 1)
    }
}
