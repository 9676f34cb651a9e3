internal import COpenSSL
internal import Encodings

/// Random bytes for keys, nonces and identifiers, from OpenSSL's generator.
package enum Random {
    /// Makes unpredictable bytes.
    /// - Parameter count: how many, 0…1,048,576.
    /// - Returns: the bytes.
    /// - Throws: ``CryptographyError`` with the code `noRandomness`.
    package static func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        guard (0...1 << 20).contains(count) else {
            throw CryptographyError(.noRandomness, "asked for \(count) random bytes: ask for 0 to 1048576")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe RAND_bytes(&bytes, Int32(count)) == 1 else {
            throw CryptographyError(.noRandomness, "the system gives no random bytes")
        }
        return bytes
    }

    /// Makes an identifier nobody can guess: 256 random bits as 43 base64url characters.
    /// - Throws: ``CryptographyError`` with the code `noRandomness`.
    package static func identifier() throws(CryptographyError) -> String { Base64URL.encode(try bytes(32)) }
}
