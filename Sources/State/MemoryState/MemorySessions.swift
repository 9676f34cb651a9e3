import Cryptography
import Encodings
import FoundationEssentials
import State
import Synchronization

final class MemorySessions: SessionStore {
    private struct Entry {
        let principal: ExactText
        var session: Session
    }

    /// In the order in which they were made.
    private let entries = Mutex<[Entry]>([])
    private let limits: SessionLimits
    private let now: @Sendable () -> Date

    init(limits: SessionLimits, now: @escaping @Sendable () -> Date) {
        self.limits = limits
        self.now = now
    }

    private func isAlive(_ session: Session, _ now: Date) -> Bool {
        session.lastUsedAt > limits.lastUseOfExpired(session.transport, now: now)
    }

    func create(
        for principal: ExactText, on transport: SessionTransport, client: SessionClient
    ) async throws(StateError) -> Session {
        try StateBounds.check("principal", principal.utf8.count, atMost: StateBounds.principal)
        try client.checkBounds()
        let id: ExactText
        do throws(CryptographyError) { id = ExactText(try Random.identifier()) } catch { throw StateError(error) }
        let session = Session(id: id, transport: transport, client: client, lastUsedAt: now())
        entries.withLock { entries in
            entries.append(Entry(principal: principal, session: session))
            // A stable order: of sessions used at the same time the one made first goes first.
            let own = entries.enumerated().filter { $0.element.principal == principal }
            let oldestFirst = own.sorted {
                ($0.element.session.lastUsedAt, $0.offset) < ($1.element.session.lastUsedAt, $1.offset)
            }
            let surplus = Set(oldestFirst.dropLast(limits.perPrincipal).map(\.element.session.id))
            entries.removeAll { surplus.contains($0.session.id) }
        }
        return session
    }

    func session(_ id: ExactText, of principal: ExactText) async throws(StateError) -> Session? {
        let now = now()
        return entries.withLock { entries in
            guard let index = entries.firstIndex(where: { $0.session.id == id && $0.principal == principal }),
                isAlive(entries[index].session, now)
            else { return nil }
            let session = entries[index].session
            if limits.isUseDue(session.transport, lastUsedAt: session.lastUsedAt, now: now) {
                entries[index].session = Session(
                    id: id, transport: session.transport, client: session.client, lastUsedAt: now)
            }
            return entries[index].session
        }
    }

    func initialize(_ id: ExactText, client: SessionClient) async throws(StateError) {
        try client.checkBounds()
        entries.withLock { entries in
            guard let index = entries.firstIndex(where: { $0.session.id == id }) else { return }
            let old = entries[index].session
            entries[index].session = Session(
                id: id, transport: old.transport, client: client, lastUsedAt: old.lastUsedAt)
        }
    }

    func end(_ id: ExactText, of principal: ExactText?) async throws(StateError) -> Bool {
        entries.withLock { entries in
            let count = entries.count
            entries.removeAll { $0.session.id == id && (principal == nil || $0.principal == principal) }
            return entries.count < count
        }
    }

    func count() async throws(StateError) -> Int {
        let now = now()
        return entries.withLock { entries in entries.count { isAlive($0.session, now) } }
    }

    func removeExpired() async throws(StateError) -> Int {
        let now = now()
        return entries.withLock { entries in
            let count = entries.count
            entries.removeAll { !isAlive($0.session, now) }
            return count - entries.count
        }
    }
}
