import Encodings
import FoundationEssentials
import MemoryState
import State
import Synchronization

/// A state in memory that stops working when a test says so.
final class SwitchedState: Sendable {
    private let isBroken = Mutex(false)

    func breakDown() { isBroken.withLock { $0 = true } }

    var shared: SharedState {
        let memory = SharedState.inMemory()
        let check: @Sendable () throws(StateError) -> Void = { () throws(StateError) in
            guard !self.isBroken.withLock(\.self) else {
                throw StateError(.diskFull, "store.sqlite: the disk is full")
            }
        }
        return SharedState(
            sessions: Sessions(memory: memory.sessions, check: check), keys: Keys(memory: memory.keys, check: check),
            keyed: Values(memory: memory.keyed, check: check))
    }

    private typealias Check = @Sendable () throws(StateError) -> Void

    private struct Sessions: SessionStore {
        let memory: any SessionStore
        let check: Check

        func create(
            for principal: ExactText, on transport: SessionTransport, client: SessionClient
        ) async throws(StateError) -> Session {
            try check()
            return try await memory.create(for: principal, on: transport, client: client)
        }
        func session(_ id: ExactText, of principal: ExactText) async throws(StateError) -> Session? {
            try check()
            return try await memory.session(id, of: principal)
        }
        func initialize(_ id: ExactText, client: SessionClient) async throws(StateError) {
            try check()
            try await memory.initialize(id, client: client)
        }
        func end(_ id: ExactText, of principal: ExactText?) async throws(StateError) -> Bool {
            try check()
            return try await memory.end(id, of: principal)
        }
        func count() async throws(StateError) -> Int {
            try check()
            return try await memory.count()
        }
        func removeExpired() async throws(StateError) -> Int {
            try check()
            return try await memory.removeExpired()
        }
    }

    private struct Keys: APIKeyStore {
        let memory: any APIKeyStore
        let check: Check

        func insert(_ key: APIKeyRecord) async throws(StateError) {
            try check()
            try await memory.insert(key)
        }
        func insertFirst(_ key: APIKeyRecord) async throws(StateError) -> Bool {
            try check()
            return try await memory.insertFirst(key)
        }
        func key(hash: [UInt8]) async throws(StateError) -> APIKeyRecord? {
            try check()
            return try await memory.key(hash: hash)
        }
        func key(id: ExactText) async throws(StateError) -> APIKeyRecord? {
            try check()
            return try await memory.key(id: id)
        }
        func all() async throws(StateError) -> [APIKeyRecord] {
            try check()
            return try await memory.all()
        }
        func revoke(id: ExactText) async throws(StateError) -> Bool {
            try check()
            return try await memory.revoke(id: id)
        }
    }

    private struct Values: KeyedStore {
        let memory: any KeyedStore
        let check: Check

        func value(at key: StateKey) async throws(StateError) -> [UInt8]? {
            try check()
            return try await memory.value(at: key)
        }
        func values(at keys: [StateKey]) async throws(StateError) -> [StateKey: [UInt8]] {
            try check()
            return try await memory.values(at: keys)
        }
        func put(_ value: [UInt8], at key: StateKey, for lifetime: Duration) async throws(StateError) {
            try check()
            try await memory.put(value, at: key, for: lifetime)
        }
        func take(_ key: StateKey) async throws(StateError) -> [UInt8]? {
            try check()
            return try await memory.take(key)
        }
        func compareAndSwap(
            _ key: StateKey, from expected: [UInt8]?, to value: [UInt8]?, for lifetime: Duration
        ) async throws(StateError) -> Bool {
            try check()
            return try await memory.compareAndSwap(key, from: expected, to: value, for: lifetime)
        }
        func add(_ amount: Int, to key: StateKey, within window: Duration) async throws(StateError) -> WindowSum {
            try check()
            return try await memory.add(amount, to: key, within: window)
        }
        func removeExpired() async throws(StateError) {
            try check()
            try await memory.removeExpired()
        }
    }
}
