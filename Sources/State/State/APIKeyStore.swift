package import Encodings
package import FoundationEssentials

/// An API key as it is stored: never the key itself.
package struct APIKeyRecord: Sendable, Hashable {
    /// Names the key in lists and as a principal, for example `key_3f9a2c41`.
    package let id: ExactText
    package let name: ExactText
    /// SHA-256 of the key.
    package let hash: [UInt8]
    /// Words without spaces.
    package let scopes: [String]
    package let createdAt: Date
    package var lastUsedAt: Date?
    package var revokedAt: Date?

    package init(
        id: ExactText, name: ExactText, hash: [UInt8], scopes: [String], createdAt: Date, lastUsedAt: Date? = nil,
        revokedAt: Date? = nil
    ) {
        self.id = id
        self.name = name
        self.hash = hash
        self.scopes = scopes
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.revokedAt = revokedAt
    }

    /// Whether the use of a key that is in force should be noted now: once a minute.
    package func isUseDue(now: Date) -> Bool {
        guard revokedAt == nil else { return false }
        return lastUsedAt.map { now.timeIntervalSince($0) > 60 } ?? true
    }
}

/// The API keys, shared by all workers.
///
/// Every call throws ``StateError`` when the store cannot answer.
package protocol APIKeyStore: Sendable {
    /// Adds an API key.
    /// - Throws: ``StateError``, with the code `conflict` when there is one with this id or hash.
    func insert(_ key: APIKeyRecord) async throws(StateError)

    /// Adds an API key when the store has never had one; of several workers that start at once one succeeds.
    /// - Returns: whether it did.
    func insertFirst(_ key: APIKeyRecord) async throws(StateError) -> Bool

    /// The key with this hash, revoked ones included.
    ///
    /// Its use is noted now and then, without waiting for it and without failing by it.
    func key(hash: [UInt8]) async throws(StateError) -> APIKeyRecord?

    /// The key of this id, revoked ones included.
    func key(id: ExactText) async throws(StateError) -> APIKeyRecord?

    /// All keys, oldest first.
    func all() async throws(StateError) -> [APIKeyRecord]

    /// Revokes a key.
    /// - Returns: false when there is none of this id or it was revoked before.
    func revoke(id: ExactText) async throws(StateError) -> Bool
}
