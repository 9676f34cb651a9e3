import FoundationEssentials
import Store
import Testing
import TestSupport

@Suite struct KeyContractTests {
    private func key(_ number: UInt8, at date: Date, scopes: [String] = ["wazuh:read"]) -> APIKeyRecord {
        APIKeyRecord(
            id: "key_\(number)", name: "Key \(number)", hash: [UInt8](repeating: number, count: 32), scopes: scopes,
            createdAt: date)
    }

    @Test(arguments: StoreKind.allCases, [[], ["wazuh:read"], ["wazuh:read", "wazuh:write"]])
    func aKeyIsFoundByHashAndById(kind: StoreKind, scopes: [String]) throws {
        let test = try StoreUnderTest(kind)
        let key = key(1, at: test.clock.now, scopes: scopes)
        try test.store.insertAPIKey(key)
        #expect(try test.store.apiKey(id: "key_1") == key)
        let found = try test.store.apiKey(hash: key.hash)
        #expect(found?.id == key.id)
        #expect(found?.scopes == scopes)
        #expect(try test.store.apiKey(hash: [UInt8](repeating: 2, count: 32)) == nil)
        #expect(try test.store.apiKey(hash: []) == nil)
        #expect(try test.store.apiKey(id: "key_2") == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func theLastUseIsNotedOnceAMinute(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let key = key(1, at: test.clock.now)
        try test.store.insertAPIKey(key)
        let first = test.clock.now
        #expect(try test.store.apiKey(hash: key.hash)?.lastUsedAt == first)
        test.clock.advance(by: 60)
        #expect(try test.store.apiKey(hash: key.hash)?.lastUsedAt == first)
        test.clock.advance(by: 1)
        #expect(try test.store.apiKey(hash: key.hash)?.lastUsedAt == test.clock.now)
        #expect(try test.store.apiKey(id: key.id)?.lastUsedAt == test.clock.now)
    }

    @Test(arguments: StoreKind.allCases)
    func aRevokedKeySaysSoAndItsUseIsNotNoted(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let key = key(1, at: test.clock.now)
        try test.store.insertAPIKey(key)
        test.clock.advance(by: 5)
        let revoked = test.clock.now
        #expect(try test.store.revokeAPIKey(id: key.id))
        test.clock.advance(by: 500)
        #expect(try test.store.revokeAPIKey(id: key.id) == false)
        #expect(try test.store.revokeAPIKey(id: "unknown") == false)
        let found = try test.store.apiKey(hash: key.hash)
        #expect(found?.revokedAt == revoked)
        #expect(found?.lastUsedAt == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func keysAreListedOldestFirst(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        for (number, offset) in [(1, 20.0), (2, 10), (3, 10)] {
            try test.store.insertAPIKey(key(UInt8(number), at: test.clock.now + offset))
        }
        #expect(try test.store.apiKeys().map(\.id) == ["key_2", "key_3", "key_1"])
    }

    @Test(arguments: StoreKind.allCases)
    func theSameIdOrHashTwiceIsAConflict(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        let first = key(1, at: test.clock.now)
        try test.store.insertAPIKey(first)
        let sameID = APIKeyRecord(id: first.id, name: "x", hash: [9], scopes: [], createdAt: test.clock.now)
        let sameHash = APIKeyRecord(id: "other", name: "x", hash: first.hash, scopes: [], createdAt: test.clock.now)
        for key in [sameID, sameHash] {
            let error = #expect(throws: StoreError.self) { try test.store.insertAPIKey(key) }
            #expect(error?.code == .conflict)
        }
        #expect(try test.store.apiKeys() == [first])
    }

    @Test(arguments: StoreKind.allCases)
    func theFirstKeyIsAddedOnceEvenWhenItIsRevokedLater(kind: StoreKind) throws {
        let test = try StoreUnderTest(kind)
        #expect(try test.store.insertFirstAPIKey(key(1, at: test.clock.now)))
        #expect(try test.store.insertFirstAPIKey(key(2, at: test.clock.now)) == false)
        #expect(try test.store.revokeAPIKey(id: "key_1"))
        #expect(try test.store.insertFirstAPIKey(key(3, at: test.clock.now)) == false)
        #expect(try test.store.apiKeys().map(\.id) == ["key_1"])
    }

    @Test(arguments: StoreKind.allCases)
    func ofManyThatAddTheFirstKeyAtOnceOneSucceeds(kind: StoreKind) async throws {
        let test = try StoreUnderTest(kind)
        let store = test.store
        let keys = (1...16).map { key($0, at: test.clock.now) }
        let added = try await withThrowingTaskGroup(of: Bool.self) { group in
            for key in keys { group.addTask { try store.insertFirstAPIKey(key) } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(added == 1)
        #expect(try store.apiKeys().count == 1)
    }
}
