package import Cryptography

/// A key that an operator hands to a client: `wazuh_` and 43 base64url characters of 256 random bits.
package struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    private static let prefix = "wazuh_"

    /// The key itself, to be shown once.
    package let revealed: String

    /// Reads a key; nil when the text has another form.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let bytes = Base64URL.decode(String(text.dropFirst(Self.prefix.count))),
            bytes.count == 32
        else { return nil }
        revealed = text
    }

    private init(bytes: [UInt8]) { revealed = Self.prefix + Base64URL.encode(bytes) }

    /// Makes a new key.
    /// - Throws: ``CryptographyError`` when the system has no randomness.
    package static func generate() throws(CryptographyError) -> APIKey { APIKey(bytes: try Random.bytes(32)) }

    /// What is stored: SHA-256 suffices for a secret of 256 random bits.
    package var hash: [UInt8] { SHA256.hash(revealed) }

    package var description: String { "\(Self.prefix)…" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
