package import FoundationEssentials
import Synchronization

/// A store inside one process, for tests.
package final class MemoryStore: Store {
    private struct Lease {
        let holder: String
        let expiry: Date
    }

    private struct State {
        /// In the order in which they were made.
        var sessions: [Session] = []
        var keys: [APIKeyRecord] = []
        var cancellations: [(cancellation: Cancellation, date: Date)] = []
        var tokens: [String: [UInt8]] = [:]
        var leases: [String: Lease] = [:]
        var cursors: [String: (bytes: [UInt8], date: Date)] = [:]
    }

    private let state = Mutex(State())
    private let limits: SessionLimits
    private let now: @Sendable () -> Date

    /// Makes an empty store; the parameters are those of ``SQLiteStore``.
    package init(
        sessionIdle: Duration = .seconds(1_800), sseIdle: Duration = .seconds(86_400), sessionsPerPrincipal: Int = 100,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        limits = SessionLimits(idle: sessionIdle, sseIdle: sseIdle, perPrincipal: sessionsPerPrincipal)
        self.now = now
    }

    private func isAlive(_ session: Session, _ now: Date) -> Bool {
        limits.expiry(of: session.transport, lastUsedAt: session.lastUsedAt) > now
    }

    package func createSession(_ new: NewSession) throws(StoreError) -> Session {
        let now = now()
        let session = Session(id: try SQLiteStore.newIdentifier(), new, createdAt: now, lastUsedAt: now)
        state.withLock { state in
            state.sessions.append(session)
            // A stable order: of sessions used at the same time the one made first goes first.
            let own = state.sessions.enumerated().filter { $0.element.principal == new.principal }
            let oldestFirst = own.sorted { ($0.element.lastUsedAt, $0.offset) < ($1.element.lastUsedAt, $1.offset) }
            let surplus = Set(oldestFirst.dropLast(limits.perPrincipal).map(\.element.id))
            state.sessions.removeAll { surplus.contains($0.id) }
        }
        return session
    }

    package func session(id: String, principal: String) throws(StoreError) -> Session? {
        let now = now()
        return state.withLock { state in
            guard let index = state.sessions.firstIndex(where: { $0.id == id && $0.principal == principal }),
                isAlive(state.sessions[index], now)
            else { return nil }
            let session = state.sessions[index]
            if limits.isTouchDue(session.transport, lastUsedAt: session.lastUsedAt, now: now) {
                state.sessions[index] = session.used(at: now)
            }
            return state.sessions[index]
        }
    }

    package func initializeSession(
        id: String, protocolVersion: String, clientName: String, clientCapabilities: String
    ) throws(StoreError) {
        state.withLock { state in
            guard let index = state.sessions.firstIndex(where: { $0.id == id }) else { return }
            let old = state.sessions[index]
            let new = NewSession(
                principal: old.principal, transport: old.transport, protocolVersion: protocolVersion,
                clientName: clientName, clientCapabilities: clientCapabilities)
            state.sessions[index] = Session(id: id, new, createdAt: old.createdAt, lastUsedAt: old.lastUsedAt)
        }
    }

    package func endSession(id: String, principal: String?) throws(StoreError) -> Bool {
        state.withLock { state in
            let count = state.sessions.count
            state.sessions.removeAll { $0.id == id && (principal == nil || $0.principal == principal) }
            return state.sessions.count < count
        }
    }

    package func removeExpired() throws(StoreError) -> Int {
        let now = now()
        return state.withLock { state in
            let count = state.sessions.count
            state.sessions.removeAll { !isAlive($0, now) }
            state.cancellations.removeAll { $0.date <= now - Retention.cancellation }
            state.cursors = state.cursors.filter { $0.value.date > now - Retention.cursor }
            state.leases = state.leases.filter { $0.value.expiry > now }
            return count - state.sessions.count
        }
    }

    package func sessionCount() throws(StoreError) -> Int {
        let now = now()
        return state.withLock { state in state.sessions.filter { isAlive($0, now) }.count }
    }

    package func requestCancellation(session: String, request: String) throws(StoreError) {
        let now = now()
        let cancellation = Cancellation(session: session, request: request)
        state.withLock { state in
            state.cancellations.removeAll { $0.cancellation == cancellation }
            state.cancellations.append((cancellation, now))
        }
    }

    package func recentCancellations() throws(StoreError) -> [Cancellation] {
        let oldest = now() - Retention.cancellation
        return state.withLock { state in
            let recent = state.cancellations.reversed().filter { $0.date > oldest }
            return recent.prefix(Retention.cancellations).map(\.cancellation)
        }
    }

    package func insertAPIKey(_ key: APIKeyRecord) throws(StoreError) {
        let isNew = state.withLock { state in
            guard !state.keys.contains(where: { $0.id == key.id || $0.hash == key.hash }) else { return false }
            state.keys.append(key)
            return true
        }
        guard isNew else { throw StoreError(.conflict, "there is an API key with this id or hash already") }
    }

    package func insertFirstAPIKey(_ key: APIKeyRecord) throws(StoreError) -> Bool {
        state.withLock { state in
            guard state.keys.isEmpty else { return false }
            state.keys.append(key)
            return true
        }
    }

    package func apiKey(hash: [UInt8]) throws(StoreError) -> APIKeyRecord? {
        let now = now()
        return state.withLock { state in
            guard let index = state.keys.firstIndex(where: { $0.hash == hash }) else { return nil }
            if state.keys[index].isTouchDue(now: now) { state.keys[index] = state.keys[index].used(at: now) }
            return state.keys[index]
        }
    }

    package func apiKey(id: String) throws(StoreError) -> APIKeyRecord? {
        state.withLock { state in state.keys.first { $0.id == id } }
    }

    package func apiKeys() throws(StoreError) -> [APIKeyRecord] {
        state.withLock { state in
            let order = state.keys.enumerated().sorted {
                ($0.element.createdAt, $0.offset) < ($1.element.createdAt, $1.offset)
            }
            return order.map(\.element)
        }
    }

    package func revokeAPIKey(id: String) throws(StoreError) -> Bool {
        let now = now()
        return state.withLock { state in
            guard let index = state.keys.firstIndex(where: { $0.id == id && $0.revokedAt == nil }) else { return false }
            state.keys[index] = state.keys[index].revoked(at: now)
            return true
        }
    }

    package func sealedToken(name: String) throws(StoreError) -> [UInt8]? {
        state.withLock { state in state.tokens[name] }
    }

    package func replaceSealedToken(name: String, with token: [UInt8]) throws(StoreError) {
        state.withLock { state in state.tokens[name] = token }
    }

    package func putCursor(_ cursor: [UInt8], name: String) throws(StoreError) {
        let now = now()
        state.withLock { $0.cursors[name] = (cursor, now) }
    }

    package func cursor(name: String) throws(StoreError) -> [UInt8]? {
        let oldest = now() - Retention.cursor
        return state.withLock { state in state.cursors[name].flatMap { $0.date > oldest ? $0.bytes : nil } }
    }

    package func acquireLease(name: String, holder: String, for duration: Duration) throws(StoreError) -> Bool {
        let now = now()
        return state.withLock { state in
            if let lease = state.leases[name], lease.holder != holder, lease.expiry > now { return false }
            state.leases[name] = Lease(holder: holder, expiry: now + duration.seconds)
            return true
        }
    }

    package func releaseLease(name: String, holder: String) throws(StoreError) {
        state.withLock { state in
            if state.leases[name]?.holder == holder { state.leases[name] = nil }
        }
    }
}
