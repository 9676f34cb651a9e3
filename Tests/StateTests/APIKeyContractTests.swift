import Encodings
import FoundationEssentials
import State
import Testing
import TestSupport

@Suite struct APIKeyContractTests {
    private func key(_ number: UInt8, at date: Date, scopes: [String] = ["wazuh:read"]) -> APIKeyRecord {
        APIKeyRecord(
            id: ExactText("key_\(number)"), name: ExactText("Key \(number)"),
            hash: [UInt8](repeating: number, count: 32),
            scopes: scopes, createdAt: date)
    }

    @Test(arguments: StateKind.allCases, [[], ["wazuh:read"], ["wazuh:read", "wazuh:write"]])
    func aKeyIsFoundByHashAndById(kind: StateKind, scopes: [String]) async throws {
        let test = try StateUnderTest(kind)
        let key = key(1, at: test.clock.now, scopes: scopes)
        try await test.keys.insert(key)
        #expect(try await test.keys.key(id: "key_1") == key)
        let found = try await test.keys.key(hash: key.hash)
        #expect(found?.id == key.id)
        #expect(found?.scopes == scopes)
        #expect(try await test.keys.key(hash: [UInt8](repeating: 2, count: 32)) == nil)
        #expect(try await test.keys.key(hash: []) == nil)
        #expect(try await test.keys.key(id: "key_2") == nil)
    }

    @Test(arguments: StateKind.allCases)
    func theLastUseIsNotedOnceAMinute(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let key = key(1, at: test.clock.now)
        try await test.keys.insert(key)
        let first = test.clock.now
        #expect(try await test.keys.key(hash: key.hash)?.lastUsedAt == first)
        try await test.settle()
        test.clock.advance(by: 60)
        #expect(try await test.keys.key(hash: key.hash)?.lastUsedAt == first)
        test.clock.advance(by: 1)
        #expect(try await test.keys.key(hash: key.hash)?.lastUsedAt == test.clock.now)
        try await test.settle()
        #expect(try await test.keys.key(id: key.id)?.lastUsedAt == test.clock.now)
    }

    @Test(arguments: StateKind.allCases)
    func aRevokedKeySaysSoAndItsUseIsNotNoted(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let key = key(1, at: test.clock.now)
        try await test.keys.insert(key)
        test.clock.advance(by: 5)
        let revoked = test.clock.now
        #expect(try await test.keys.revoke(id: key.id))
        test.clock.advance(by: 500)
        #expect(try await test.keys.revoke(id: key.id) == false)
        #expect(try await test.keys.revoke(id: "unknown") == false)
        let found = try await test.keys.key(hash: key.hash)
        try await test.settle()
        #expect(found?.revokedAt == revoked)
        #expect(try await test.keys.key(id: key.id)?.lastUsedAt == nil)
    }

    @Test(arguments: StateKind.allCases)
    func keysAreListedOldestFirst(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        for (number, offset) in [(1, 20.0), (2, 10), (3, 10)] {
            try await test.keys.insert(key(UInt8(number), at: test.clock.now + offset))
        }
        #expect(try await test.keys.all().map(\.id) == ["key_2", "key_3", "key_1"])
    }

    @Test(arguments: StateKind.allCases)
    func theSameIdOrHashTwiceIsAConflict(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let first = key(1, at: test.clock.now)
        try await test.keys.insert(first)
        let sameID = APIKeyRecord(id: first.id, name: "x", hash: [9], scopes: [], createdAt: test.clock.now)
        let sameHash = APIKeyRecord(id: "other", name: "x", hash: first.hash, scopes: [], createdAt: test.clock.now)
        for key in [sameID, sameHash] {
            let error = await #expect(throws: StateError.self) { try await test.keys.insert(key) }
            #expect(error?.code == .conflict)
        }
        #expect(try await test.keys.all() == [first])
    }

    @Test(arguments: StateKind.allCases)
    func theFirstKeyIsAddedOnceEvenWhenItIsRevokedLater(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        #expect(try await test.keys.insertFirst(key(1, at: test.clock.now)))
        #expect(try await test.keys.insertFirst(key(2, at: test.clock.now)) == false)
        #expect(try await test.keys.revoke(id: "key_1"))
        #expect(try await test.keys.insertFirst(key(3, at: test.clock.now)) == false)
        #expect(try await test.keys.all().map(\.id) == ["key_1"])
    }

    @Test(arguments: StateKind.allCases)
    func ofManyThatAddTheFirstKeyAtOnceOneSucceeds(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let keys = (1...16).map { key($0, at: test.clock.now) }
        let added = try await withThrowingTaskGroup(of: Bool.self) { group in
            for key in keys { group.addTask { try await test.keys.insertFirst(key) } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(added == 1)
        #expect(try await test.keys.all().count == 1)
    }
}
