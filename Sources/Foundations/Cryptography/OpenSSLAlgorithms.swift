internal import COpenSSL

/// The algorithms of OpenSSL we use, fetched once because a fetch takes locks and costs microseconds.
///
/// They are written once and reference-counted atomically by OpenSSL, so every thread may read them.
@safe struct OpenSSLAlgorithms: @unchecked Sendable {
    static let shared = Self()

    let sha256: OpaquePointer
    let hmac: OpaquePointer
    let hkdf: OpaquePointer
    let aes256GCM: OpaquePointer

    private init() {
        guard let sha256 = unsafe EVP_MD_fetch(nil, "SHA2-256", nil), let hmac = unsafe EVP_MAC_fetch(nil, "HMAC", nil),
            let hkdf = unsafe EVP_KDF_fetch(nil, "HKDF", nil),
            let aes256GCM = unsafe EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
        else { Self.stop("has no SHA-256, HMAC, HKDF or AES-256-GCM: look at its configuration file") }
        unsafe self.sha256 = unsafe sha256
        unsafe self.hmac = unsafe hmac
        unsafe self.hkdf = unsafe hkdf
        unsafe self.aes256GCM = unsafe aes256GCM
    }

    /// Ends the process: going on with a digest that was not computed would let anyone in.
    static func stop(_ reason: String) -> Never { fatalError("OpenSSL \(reason)") }
}
