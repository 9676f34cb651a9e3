package import Cryptography
internal import Encodings

/// A key that an operator hands to a client: `wazuh_` and 43 base64url characters of 256 random bits.
package struct APIKey: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    private static let prefix = "wazuh_"

    private let text: ExactText

    /// The key itself, to be shown once.
    package var revealed: String { text.string }

    /// Reads a key; nil when the text has another form.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        // 256 bits are 43 characters.
        guard bytes.count == Self.prefix.utf8.count + 43, bytes.starts(with: Self.prefix.utf8),
            Base64URL.decode(bytes[Self.prefix.utf8.count...]) != nil
        else { return nil }
        self.text = ExactText(text)
    }

    private init(bytes: [UInt8]) { text = ExactText(Self.prefix + Base64URL.encode(bytes)) }

    /// Makes a new key.
    /// - Throws: ``CryptographyError`` when the system has no randomness.
    package static func generate() throws(CryptographyError) -> APIKey { APIKey(bytes: try Random.bytes(32)) }

    /// What is stored: SHA-256 suffices for a secret of 256 random bits.
    package var hash: [UInt8] { SHA256.hash(revealed) }

    package var description: String { "\(Self.prefix)…" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
