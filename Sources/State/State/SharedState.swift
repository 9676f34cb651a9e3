import Cryptography

/// What survives a request, shared by all workers.
package struct SharedState: Sendable {
    package let sessions: any SessionStore
    package let keys: any APIKeyStore
    package let keyed: any KeyedStore

    package init(sessions: any SessionStore, keys: any APIKeyStore, keyed: any KeyedStore) {
        self.sessions = sessions
        self.keys = keys
        self.keyed = keyed
    }

    /// Writes a value, reads it back and removes it.
    /// - Throws: ``StateError`` for whatever keeps the store from doing that, for example `diskFull`.
    package func probe() async throws(StateError) {
        let value: [UInt8]
        do throws(CryptographyError) { value = try Random.bytes(16) } catch { throw StateError(error) }
        let key = StateKey("probes", value)
        try await keyed.put(value, at: key, for: .seconds(60))
        guard try await keyed.take(key) == value else {
            throw StateError(.unavailable, "what was just written could not be read back")
        }
    }

    /// Removes what has run out.
    /// - Returns: how many sessions that were.
    package func removeExpired() async throws(StateError) -> Int {
        try await keyed.removeExpired()
        return try await sessions.removeExpired()
    }
}
