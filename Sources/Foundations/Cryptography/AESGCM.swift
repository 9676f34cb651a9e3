internal import COpenSSL

/// AES-256-GCM with a nonce of 12 bytes and a tag of 16 behind the cipher text; for ``SealingKey`` and test vectors.
package enum AESGCM {
    /// Encrypts, and authenticates both the message and the associated data.
    /// - Parameters:
    ///   - message: the plain text.
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes, never used before with this key.
    ///   - associated: bytes that are authenticated but not encrypted.
    /// - Returns: the cipher text with the tag behind it.
    /// - Throws: ``CryptographyError`` with the code `unavailable`.
    package static func encrypt(
        _ message: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        let cipher = try Cipher(encrypts: true, key: key, nonce: nonce)
        try cipher.authenticate(associated)
        let encrypted = try cipher.process(message[...])
        guard cipher.finish() else { throw CryptographyError(.unavailable, "cannot encrypt") }
        return encrypted + (try cipher.tag())
    }

    /// Decrypts what ``encrypt(_:key:nonce:associated:)`` made.
    /// - Returns: the plain text.
    /// - Throws: ``CryptographyError`` with the code `notAuthentic` or `unavailable`.
    package static func decrypt(
        _ sealed: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard sealed.count >= SealingKey.tagLength, nonce.count == SealingKey.nonceLength else { throw notAuthentic }
        let cipher = try Cipher(encrypts: false, key: key, nonce: nonce)
        try cipher.authenticate(associated)
        let message = try cipher.process(sealed.dropLast(SealingKey.tagLength))
        try cipher.expect(tag: Array(sealed.suffix(SealingKey.tagLength)))
        guard cipher.finish() else { throw notAuthentic }
        return message
    }

    private static var notAuthentic: CryptographyError {
        CryptographyError(.notAuthentic, "not sealed with this key for this purpose, or changed since")
    }
}

/// One encryption or decryption.
@safe private struct Cipher: ~Copyable {
    private let context: OpaquePointer

    init(encrypts: Bool, key: [UInt8], nonce: [UInt8]) throws(CryptographyError) {
        guard key.count == 32, nonce.count == SealingKey.nonceLength, let context = unsafe EVP_CIPHER_CTX_new() else {
            throw Self.failure
        }
        let algorithm = unsafe OpenSSLAlgorithms.shared.aes256GCM
        guard unsafe EVP_CipherInit_ex2(context, algorithm, key, nonce, encrypts ? 1 : 0, nil) == 1 else {
            unsafe EVP_CIPHER_CTX_free(context)
            throw Self.failure
        }
        unsafe self.context = unsafe context
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    func authenticate(_ associated: [UInt8]) throws(CryptographyError) {
        guard !associated.isEmpty else { return }
        var length: Int32 = 0
        guard let count = Int32(exactly: associated.count),
            unsafe EVP_CipherUpdate(context, nil, &length, associated, count) == 1
        else { throw Self.failure }
    }

    func process(_ input: ArraySlice<UInt8>) throws(CryptographyError) -> [UInt8] {
        guard !input.isEmpty else { return [] }
        var output = [UInt8](repeating: 0, count: input.count)
        var length: Int32 = 0
        let isDone = unsafe input.withUnsafeBufferPointer { source in
            guard let count = Int32(exactly: source.count) else { return false }
            return unsafe EVP_CipherUpdate(context, &output, &length, source.baseAddress, count) == 1
        }
        guard isDone, Int(length) == output.count else { throw Self.failure }
        return output
    }

    /// Ends the operation; false when decrypting something that is not authentic.
    func finish() -> Bool {
        var nothing = [UInt8](repeating: 0, count: 16)
        var length: Int32 = 0
        return unsafe EVP_CipherFinal_ex(context, &nothing, &length) == 1
    }

    func tag() throws(CryptographyError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: SealingKey.tagLength)
        guard unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1 else {
            throw Self.failure
        }
        return tag
    }

    func expect(tag: [UInt8]) throws(CryptographyError) {
        var tag = tag
        guard unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1 else {
            throw Self.failure
        }
    }

    private static var failure: CryptographyError {
        CryptographyError(.unavailable, "OpenSSL cannot encrypt or decrypt")
    }
}
