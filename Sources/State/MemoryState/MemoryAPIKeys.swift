import Encodings
import FoundationEssentials
import State
import Synchronization

final class MemoryAPIKeys: APIKeyStore {
    private let keys = Mutex<[APIKeyRecord]>([])
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) { self.now = now }

    func insert(_ key: APIKeyRecord) async throws(StateError) {
        let isNew = keys.withLock { keys in
            guard !keys.contains(where: { $0.id == key.id || $0.hash == key.hash }) else { return false }
            keys.append(key)
            return true
        }
        guard isNew else { throw StateError(.conflict, "there is an API key with this id or hash already") }
    }

    func insertFirst(_ key: APIKeyRecord) async throws(StateError) -> Bool {
        keys.withLock { keys in
            guard keys.isEmpty else { return false }
            keys.append(key)
            return true
        }
    }

    func key(hash: [UInt8]) async throws(StateError) -> APIKeyRecord? {
        let now = now()
        return keys.withLock { keys in
            guard let index = keys.firstIndex(where: { $0.hash == hash }) else { return nil }
            if keys[index].isUseDue(now: now) { keys[index].lastUsedAt = now }
            return keys[index]
        }
    }

    func key(id: ExactText) async throws(StateError) -> APIKeyRecord? {
        keys.withLock { keys in keys.first { $0.id == id } }
    }

    func all() async throws(StateError) -> [APIKeyRecord] {
        keys.withLock { keys in
            let order = keys.enumerated().sorted {
                ($0.element.createdAt, $0.offset) < ($1.element.createdAt, $1.offset)
            }
            return order.map(\.element)
        }
    }

    func revoke(id: ExactText) async throws(StateError) -> Bool {
        let now = now()
        return keys.withLock { keys in
            guard let index = keys.firstIndex(where: { $0.id == id && $0.revokedAt == nil }) else { return false }
            keys[index].revokedAt = now
            return true
        }
    }
}
