/// Key derivation from one master secret (HKDF-SHA256, RFC 5869).
package enum HKDF {
    /// Derives a key.
    /// - Parameters:
    ///   - secret: the master secret, which need not be uniformly random.
    ///   - salt: a value that is not secret; may be empty.
    ///   - info: what the key is for; another `info` gives an unrelated key.
    ///   - length: the key's length in bytes, 0…8,160; beyond that the key stops at 8,160.
    /// - Returns: the key.
    package static func derive(from secret: [UInt8], salt: [UInt8] = [], info: [UInt8], length: Int = 32) -> [UInt8] {
        let zeroes = [UInt8](repeating: 0, count: SHA256.length)
        let pseudorandomKey = HMACKey(HMACKey(salt.isEmpty ? zeroes : salt).authenticate(secret))
        var key: [UInt8] = []
        var block: [UInt8] = []
        for counter in UInt8(1)...255 {
            guard key.count < length else { break }
            block = pseudorandomKey.authenticate(block + info + [counter])
            key += block
        }
        return Array(key.prefix(max(0, length)))
    }
}
