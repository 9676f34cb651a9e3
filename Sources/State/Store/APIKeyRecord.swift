package import FoundationEssentials

/// An API key as it is stored: never the key itself.
package struct APIKeyRecord: Sendable, Hashable {
    /// Names the key in lists and as a principal, for example `key_3f9a2c41`.
    package let id: String
    package let name: String
    /// SHA-256 of the key.
    package let hash: [UInt8]
    package let scopes: [String]
    package let createdAt: Date
    package let lastUsedAt: Date?
    package let revokedAt: Date?

    package init(
        id: String, name: String, hash: [UInt8], scopes: [String], createdAt: Date, lastUsedAt: Date? = nil,
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
}
