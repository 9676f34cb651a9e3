internal import COpenSSL

/// Key derivation from one master secret (HKDF-SHA256, RFC 5869).
package enum HKDF {
    /// Derives a key.
    /// - Parameters:
    ///   - secret: the master secret, one byte or more, which need not be uniformly random.
    ///   - salt: a value that is not secret; may be empty.
    ///   - info: what the key is for; another `info` gives an unrelated key.
    ///   - length: the key's length in bytes, 0…8,160; beyond that the key stops at 8,160.
    /// - Returns: the key.
    package static func derive(from secret: [UInt8], salt: [UInt8] = [], info: [UInt8], length: Int = 32) -> [UInt8] {
        guard length > 0 else { return [] }
        var key = [UInt8](repeating: 0, count: min(length, 255 * SHA256.length))
        let count = key.count
        let isDerived =
            unsafe wz_hkdf_sha256(
                OpenSSLAlgorithms.shared.hkdf, secret, secret.count, salt, salt.count, info, info.count, &key, count)
            == 1
        guard isDerived else { OpenSSLAlgorithms.stop("cannot derive a key") }
        return key
    }
}
