import Cryptography
import Encodings
import State
import Testing
import TestSupport

/// What is made of the keyed store.
@Suite struct SharedValueTests {
    @Test(arguments: StateKind.allCases)
    func aLeaseHasOneHolderUntilItRunsOut(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let one = Lease(test.keyed, name: "a", holder: "one")
        let two = Lease(test.keyed, name: "a", holder: "two")
        #expect(try await one.acquire(for: .seconds(30)))
        #expect(try await two.acquire(for: .seconds(30)) == false)
        #expect(try await Lease(test.keyed, name: "b", holder: "two").acquire(for: .seconds(30)))
        test.clock.advance(by: 29)
        #expect(try await two.acquire(for: .seconds(30)) == false)
        test.clock.advance(by: 1)
        #expect(try await two.acquire(for: .seconds(30)))
        #expect(try await one.acquire(for: .seconds(30)) == false)
    }

    @Test(arguments: StateKind.allCases)
    func itsHolderProlongsALease(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let one = Lease(test.keyed, name: "a", holder: "one")
        #expect(try await one.acquire(for: .seconds(30)))
        test.clock.advance(by: 20)
        #expect(try await one.acquire(for: .seconds(30)))
        test.clock.advance(by: 20)
        #expect(try await Lease(test.keyed, name: "a", holder: "two").acquire(for: .seconds(30)) == false)
    }

    @Test(arguments: StateKind.allCases)
    func onlyItsHolderReleasesALease(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let one = Lease(test.keyed, name: "a", holder: "one")
        let two = Lease(test.keyed, name: "a", holder: "two")
        #expect(try await one.acquire(for: .seconds(30)))
        try await two.release()
        #expect(try await two.acquire(for: .seconds(30)) == false)
        try await one.release()
        #expect(try await two.acquire(for: .seconds(30)))
    }

    @Test(arguments: StateKind.allCases)
    func ofManyThatTakeALeaseAtOnceOneSucceeds(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for holder in 0..<16 {
                let lease = Lease(test.keyed, name: "a", holder: ExactText("\(holder)"))
                group.addTask { try await lease.acquire(for: .seconds(30)) }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 1)
    }

    @Test(arguments: StateKind.allCases)
    func aSealedValueOpensWithItsKeyUnderItsNameAlone(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let secret = [UInt8](repeating: 1, count: 32)
        let key = SealingKey(derivedFrom: secret, purpose: "test")
        let values = SealedValues(test.keyed, "sealed", key: key)
        let long = ExactText(String(repeating: "n", count: 2_000))
        for name in ["a", long] {
            try await values.put([1], named: name, for: .seconds(10))
            try await values.put([1, 2], named: name, for: .seconds(10))
            #expect(try await values.value(named: name) == [1, 2])
        }
        #expect(try await values.value(named: "b") == nil)
        let others = [
            SealedValues(test.keyed, "sealed", key: SealingKey(derivedFrom: secret, purpose: "other")),
            SealedValues(
                test.keyed, "sealed", key: SealingKey(derivedFrom: Array(secret.reversed() + [0]), purpose: "test")),
        ]
        for other in others { #expect(try await other.value(named: "a") == nil) }
        let stored = try await test.keyed.value(at: StateKey("sealed", hashOf: "a"))
        try await test.keyed.put(#require(stored), at: StateKey("sealed", hashOf: "b"), for: .seconds(10))
        #expect(try await values.value(named: "b") == nil, "moved to another name")
        test.clock.advance(by: 10)
        #expect(try await values.value(named: "a") == nil)
    }

    @Test(arguments: StateKind.allCases)
    func aValueIsKeptUnderANameOfItsOwn(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let values = SealedValues(
            test.keyed, "sealed", key: SealingKey(derivedFrom: [UInt8](repeating: 1, count: 32), purpose: "test"))
        let names = [try await values.put([1], for: .seconds(10)), try await values.put([2], for: .seconds(10))]
        #expect(names.map { $0.utf8.count } == [16, 16])
        #expect(try await values.value(named: names[0]) == [1])
        #expect(try await values.value(named: names[1]) == [2])
    }

    @Test(arguments: StateKind.allCases)
    func aCancellationReachesWhoRunsTheCallOnceWithinAMinute(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let cancellations = Cancellations(test.keyed)
        let number = Cancellations.Call(session: "s", request: "1")
        let text = Cancellations.Call(session: "s", request: #""1""#)
        let other = Cancellations.Call(session: "s1", request: "")
        #expect(try await cancellations.requested(among: []) == [])
        try await cancellations.request(number)
        try await cancellations.request(other)
        #expect(try await cancellations.requested(among: [text]) == [])
        #expect(try await cancellations.requested(among: [text, number]) == [number])
        #expect(try await cancellations.requested(among: [text, number]) == [])
        test.clock.advance(by: 60)
        #expect(try await cancellations.requested(among: [other]) == [], "nobody is interested any more")
    }

    @Test(arguments: StateKind.allCases)
    func manyRunningCallsAreAskedForInParts(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let calls = (0..<1_030).map { Cancellations.Call(session: "s", request: ExactText("\($0)")) }
        try await Cancellations(test.keyed).request(calls[0])
        try await Cancellations(test.keyed).request(calls[1_029])
        #expect(try await Cancellations(test.keyed).requested(among: calls) == [calls[0], calls[1_029]])
    }

    @Test(arguments: StateKind.allCases)
    func theLastIncidentIsRememberedForAWeek(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        #expect(try await test.keyed.lastIncident() == nil)
        let incident = StateIncident(date: test.clock.now, description: "the file  was: put aside")
        try await test.keyed.put(incident.bytes, at: StateIncident.key, for: StateIncident.retention)
        test.clock.advance(by: 7 * 86_400 - 1)
        #expect(try await test.keyed.lastIncident() == incident)
        test.clock.advance(by: 1)
        #expect(try await test.keyed.lastIncident() == nil)
    }

    @Test(arguments: StateKind.allCases)
    func manyProbesAtOnceFindAStateThatWorks(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { try await test.shared.probe() } }
            try await group.waitForAll()
        }
    }
}
