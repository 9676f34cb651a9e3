/// A key that encrypts and authenticates (AES-256-GCM, NIST SP 800-38D) for one purpose.
///
/// Sealed bytes are a random nonce of 12 bytes, the cipher text, and a tag of 16 bytes. One key seals at most
/// 2³² messages (SP 800-38D §8.3).
package struct SealingKey: Sendable {
    /// How many bytes longer a sealed message is than its plain text.
    package static let overhead = nonceLength + tagLength

    static let nonceLength = 12
    static let tagLength = 16

    private let key: [UInt8]
    private let purpose: [UInt8]

    /// Derives the key of a purpose from the master secret.
    /// - Parameters:
    ///   - secret: the master secret; 32 bytes or more.
    ///   - purpose: what is sealed, for example `request-state`; a message opens for its own purpose alone.
    package init(derivedFrom secret: [UInt8], purpose: String) {
        self.init(
            key: HKDF.derive(from: secret, info: Array("wazuh-mcp seal \(purpose)".utf8)), purpose: Array(purpose.utf8))
    }

    private init(key: [UInt8], purpose: [UInt8]) {
        self.key = key
        self.purpose = purpose
    }

    /// Encrypts a message.
    /// - Parameters:
    ///   - message: the plain text.
    ///   - context: what ``open(_:context:)`` must be given too, for example who the message is for.
    /// - Returns: nonce, cipher text and tag.
    /// - Throws: ``CryptographyError`` with the code `noRandomness` or `unavailable`.
    package func seal(_ message: [UInt8], context: [UInt8] = []) throws(CryptographyError) -> [UInt8] {
        let nonce = try Random.bytes(Self.nonceLength)
        return nonce + (try AESGCM.encrypt(message, key: key, nonce: nonce, associated: associatedData(context)))
    }

    /// Decrypts what ``seal(_:context:)`` made.
    /// - Throws: ``CryptographyError`` with the code `notAuthentic` when anything about it is not as it was sealed.
    package func open(_ sealed: [UInt8], context: [UInt8] = []) throws(CryptographyError) -> [UInt8] {
        let nonce = Array(sealed.prefix(Self.nonceLength))
        let rest = Array(sealed.dropFirst(Self.nonceLength))
        return try AESGCM.decrypt(rest, key: key, nonce: nonce, associated: associatedData(context))
    }

    /// The purpose with its length before it, so that no other pair of purpose and context gives the same bytes.
    private func associatedData(_ context: [UInt8]) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: purpose.count >> (8 * $0)) } + purpose + context
    }
}

extension SealingKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "SealingKey(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
