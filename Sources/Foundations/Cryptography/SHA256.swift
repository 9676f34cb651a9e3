internal import COpenSSL

/// The SHA-256 digest (FIPS 180-4).
package enum SHA256 {
    /// The length of a digest in bytes.
    package static let length = 32

    /// The digest of some bytes.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        let isDone: Bool
        var digest = [UInt8](repeating: 0, count: length)
        isDone = unsafe bytes.withUnsafeBytes { source in
            unsafe EVP_Digest(
                source.baseAddress, source.count, &digest, nil, OpenSSLAlgorithms.shared.sha256, nil) == 1
        }
        guard isDone else { OpenSSLAlgorithms.stop("cannot hash: out of memory") }
        return digest
    }

    /// The digest of a text's UTF-8 bytes.
    package static func hash(_ text: String) -> [UInt8] { hash(Array(text.utf8)) }
}
