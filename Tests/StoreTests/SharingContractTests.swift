import Store
import Testing
import TestSupport

@Suite struct SharingContractTests {
    @Test(arguments: StoreKind.allCases)
    func aSealedTokenIsReplacedByName(kind: StoreKind) throws {
        let store = try StoreUnderTest(kind).store
        #expect(try store.sealedToken(name: "wazuh-manager") == nil)
        try store.replaceSealedToken(name: "wazuh-manager", with: [1, 0, 255])
        try store.replaceSealedToken(name: "other", with: [])
        #expect(try store.sealedToken(name: "wazuh-manager") == [1, 0, 255])
        try store.replaceSealedToken(name: "wazuh-manager", with: [2])
        #expect(try store.sealedToken(name: "wazuh-manager") == [2])
        #expect(try store.sealedToken(name: "other") == [])
    }

    @Test(arguments: StoreKind.allCases)
    func aCursorIsKeptForTenMinutes(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        try test.store.putCursor([1, 2], name: "a")
        #expect(try test.store.cursor(name: "b") == nil)
        test.clock.advance(by: 599)
        #expect(try test.store.cursor(name: "a") == [1, 2])
        test.clock.advance(by: 1)
        #expect(try test.store.cursor(name: "a") == nil)
        _ = try test.store.removeExpired()
        try test.store.putCursor([3], name: "a")
        #expect(try test.store.cursor(name: "a") == [3])
    }

    @Test(arguments: StoreKind.allCases)
    func aLeaseHasOneHolderUntilItRunsOut(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        #expect(try test.store.acquireLease(name: "a", holder: "one", for: .seconds(30)))
        #expect(try test.store.acquireLease(name: "a", holder: "two", for: .seconds(30)) == false)
        #expect(try test.store.acquireLease(name: "b", holder: "two", for: .seconds(30)))
        test.clock.advance(by: 29)
        #expect(try test.store.acquireLease(name: "a", holder: "two", for: .seconds(30)) == false)
        test.clock.advance(by: 1)
        #expect(try test.store.acquireLease(name: "a", holder: "two", for: .seconds(30)))
        #expect(try test.store.acquireLease(name: "a", holder: "one", for: .seconds(30)) == false)
    }

    @Test(arguments: StoreKind.allCases)
    func itsHolderProlongsALease(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        #expect(try test.store.acquireLease(name: "a", holder: "one", for: .seconds(30)))
        test.clock.advance(by: 20)
        #expect(try test.store.acquireLease(name: "a", holder: "one", for: .seconds(30)))
        test.clock.advance(by: 20)
        #expect(try test.store.acquireLease(name: "a", holder: "two", for: .seconds(30)) == false)
    }

    @Test(arguments: StoreKind.allCases)
    func onlyItsHolderReleasesALease(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        #expect(try test.store.acquireLease(name: "a", holder: "one", for: .seconds(30)))
        try test.store.releaseLease(name: "a", holder: "two")
        #expect(try test.store.acquireLease(name: "a", holder: "two", for: .seconds(30)) == false)
        try test.store.releaseLease(name: "a", holder: "one")
        #expect(try test.store.acquireLease(name: "a", holder: "two", for: .seconds(30)))
    }

    @Test(arguments: StoreKind.allCases)
    func ofManyThatTakeALeaseAtOnceOneSucceeds(kind: StoreKind) async throws {
        let store = try StoreUnderTest(kind).store
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for holder in 0..<16 {
                group.addTask { try store.acquireLease(name: "a", holder: "\(holder)", for: .seconds(30)) }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func cancellationsAreSeenForAMinute(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        #expect(try test.store.recentCancellations().isEmpty)
        try test.store.requestCancellation(session: "s", request: "1")
        test.clock.advance(by: 30)
        try test.store.requestCancellation(session: "s", request: #""1""#)
        let both = [Cancellation(session: "s", request: #""1""#), Cancellation(session: "s", request: "1")]
        #expect(try test.store.recentCancellations() == both)
        test.clock.advance(by: 30)
        #expect(try test.store.recentCancellations() == [both[0]])
        #expect(try test.store.removeExpired() == 0, "a cancellation is no session")
        test.clock.advance(by: 30)
        #expect(try test.store.recentCancellations().isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func aCancellationAskedForAgainIsKeptOnceAndLonger(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        try test.store.requestCancellation(session: "s", request: "1")
        test.clock.advance(by: 50)
        try test.store.requestCancellation(session: "s", request: "1")
        test.clock.advance(by: 50)
        #expect(try test.store.recentCancellations() == [Cancellation(session: "s", request: "1")])
    }

    @Test(arguments: StoreKind.allCases)
    func atMostAThousandCancellationsAreRead(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        for number in 0..<1_002 {
            test.clock.advance(by: 0.001)
            try test.store.requestCancellation(session: "s", request: "\(number)")
        }
        let recent = try test.store.recentCancellations()
        #expect(recent.count == 1_000)
        #expect(recent.first?.request == "1001")
    }
}
