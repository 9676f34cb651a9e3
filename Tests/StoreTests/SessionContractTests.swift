import Store
import Testing
import TestSupport

@Suite struct SessionContractTests {
    @Test(arguments: StoreKind.allCases)
    func aSessionIsFoundByItsIdWithAllItsFields(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let new = NewSession(
            principal: "ann", transport: .sse, protocolVersion: "2024-11-05", clientName: "Client 🦅",
            clientCapabilities: #"{"roots":{}}"#)
        let session = try test.store.createSession(new)
        #expect(session == Session(id: session.id, new, createdAt: test.clock.now, lastUsedAt: test.clock.now))
        #expect(session.id.utf8.count == 43)
        #expect(try test.store.session(id: session.id, principal: "ann") == session)
    }

    @Test(arguments: StoreKind.allCases)
    func idsAreNeverTheSame(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let ids = try (0..<50).map { _ in try test.store.createSession(.test()).id }
        #expect(Set(ids).count == 50)
    }

    @Test(arguments: StoreKind.allCases)
    func anotherPrincipalNeitherFindsNorEndsIt(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let id = try test.store.createSession(.test("ann")).id
        #expect(try test.store.session(id: id, principal: "bob") == nil)
        #expect(try test.store.endSession(id: id, principal: "bob") == false)
        #expect(try test.store.session(id: id, principal: "ann") != nil)
    }

    @Test(arguments: StoreKind.allCases, ["", "unknown", "' OR 1=1 --", "a\0b"])
    func anUnknownIdIsNotFound(kind: StoreKind, id: String) throws {
        let test = try StoreUnderTest(kind)
        _ = try test.store.createSession(.test())
        #expect(try test.store.session(id: id, principal: "ann") == nil)
        #expect(try test.store.endSession(id: id, principal: "ann") == false)
    }

    @Test(arguments: StoreKind.allCases, ["ann", nil])
    func anEndedSessionIsGone(kind: StoreKind, principal: String?) throws {
        let test = try StoreUnderTest(kind)
        let id = try test.store.createSession(.test()).id
        #expect(try test.store.endSession(id: id, principal: principal))
        #expect(try test.store.endSession(id: id, principal: principal) == false)
        #expect(try test.store.session(id: id, principal: "ann") == nil)
        #expect(try test.store.sessionCount() == 0)
    }

    @Test(
        "An unused session ends at its transport's limit",
        arguments: StoreKind.allCases, [(SessionTransport.streamableHTTP, 1_800.0), (.sse, 86_400)])
    func idleEnd(kind: StoreKind, limit: (transport: SessionTransport, seconds: Double)) throws {
        let test = try StoreUnderTest(kind)
        let early = try test.store.createSession(.test("ann", limit.transport)).id
        test.clock.advance(by: limit.seconds - 1)
        #expect(try test.store.session(id: early, principal: "ann") != nil)
        let unused = try test.store.createSession(.test("ann", limit.transport)).id
        test.clock.advance(by: limit.seconds)
        #expect(try test.store.session(id: unused, principal: "ann") == nil)
        #expect(try test.store.sessionCount() == 0)
        #expect(try test.store.removeExpired() == 2)
        #expect(try test.store.removeExpired() == 0)
    }

    @Test(arguments: StoreKind.allCases)
    func useKeepsASessionAlive(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let id = try test.store.createSession(.test()).id
        for _ in 0..<5 {
            test.clock.advance(by: 1_500)
            #expect(try test.store.session(id: id, principal: "ann")?.lastUsedAt == test.clock.now)
        }
        #expect(try test.store.removeExpired() == 0)
    }

    @Test(arguments: StoreKind.allCases)
    func useIsWrittenDownWhenTheNotedOneIsOlderThanAMinute(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let session = try test.store.createSession(.test())
        test.clock.advance(by: 60)
        #expect(try test.store.session(id: session.id, principal: "ann")?.lastUsedAt == session.lastUsedAt)
        test.clock.advance(by: 1)
        #expect(try test.store.session(id: session.id, principal: "ann")?.lastUsedAt == test.clock.now)
    }

    @Test(arguments: StoreKind.allCases)
    func anotherPrincipalsLookUpDoesNotKeepItAlive(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let id = try test.store.createSession(.test("ann")).id
        test.clock.advance(by: 1_000)
        _ = try test.store.session(id: id, principal: "bob")
        test.clock.advance(by: 1_000)
        #expect(try test.store.session(id: id, principal: "ann") == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func initializeReplacesWhatTheClientSaidAndNothingElse(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let old = try test.store.createSession(.test())
        let other = try test.store.createSession(.test())
        try test.store.initializeSession(
            id: old.id, protocolVersion: "2025-06-18", clientName: "c", clientCapabilities: #"{"a":1}"#)
        let new = NewSession(
            principal: "ann", transport: .streamableHTTP, protocolVersion: "2025-06-18", clientName: "c",
            clientCapabilities: #"{"a":1}"#)
        let expected = Session(id: old.id, new, createdAt: old.createdAt, lastUsedAt: old.lastUsedAt)
        #expect(try test.store.session(id: old.id, principal: "ann") == expected)
        #expect(try test.store.session(id: other.id, principal: "ann") == other)
    }

    @Test(arguments: StoreKind.allCases)
    func beyondThePrincipalsBoundTheLongestUnusedGo(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind, sessionsPerPrincipal: 3)
        let stranger = try test.store.createSession(.test("bob")).id
        var ids: [String] = []
        for _ in 0..<3 {
            test.clock.advance(by: 100)
            ids.append(try test.store.createSession(.test("ann")).id)
        }
        #expect(try test.store.session(id: ids[0], principal: "ann")?.lastUsedAt == test.clock.now)
        test.clock.advance(by: 1)
        ids.append(try test.store.createSession(.test("ann")).id)
        let alive = try ids.map { try test.store.session(id: $0, principal: "ann") != nil }
        #expect(alive == [true, false, true, true])
        #expect(try test.store.session(id: stranger, principal: "bob") != nil)
        #expect(try test.store.sessionCount() == 4)
    }

    @Test(arguments: StoreKind.allCases)
    func ofSessionsMadeAtTheSameTimeTheFirstGoesFirst(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind, sessionsPerPrincipal: 2)
        let ids = try (0..<4).map { _ in try test.store.createSession(.test()).id }
        let alive = try ids.map { try test.store.session(id: $0, principal: "ann") != nil }
        #expect(alive == [false, false, true, true])
    }
}
