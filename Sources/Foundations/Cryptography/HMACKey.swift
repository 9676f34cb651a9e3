internal import COpenSSL

/// A key for HMAC-SHA256 (RFC 2104), prepared once and usable from every thread.
package struct HMACKey: Sendable {
    private let template: HMACTemplate

    /// Prepares a key.
    /// - Parameter bytes: the secret, of any length; 32 bytes or more protect best.
    package init(_ bytes: [UInt8]) { template = HMACTemplate(bytes) }

    /// The authentication code of a message, 32 bytes.
    package func authenticate(_ message: [UInt8]) -> [UInt8] { authenticate(message[...]) }

    /// The authentication code of a part of a larger buffer, 32 bytes.
    package func authenticate(_ message: ArraySlice<UInt8>) -> [UInt8] { template.authenticate(message) }

    /// Whether a code belongs to a message, found out in a time that does not depend on the code.
    package func isValid(_ code: [UInt8], for message: ArraySlice<UInt8>) -> Bool {
        ConstantTime.equal(code, authenticate(message))
    }

    /// Whether a code belongs to a message; see ``isValid(_:for:)-(_,ArraySlice<UInt8>)``.
    package func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool { isValid(code, for: message[...]) }
}

extension HMACKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "HMACKey(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A context that has taken the key in and no message yet; each use works on a copy.
///
/// Only read after `init`, so every thread may copy it.
@safe private final class HMACTemplate: @unchecked Sendable {
    private let context: OpaquePointer

    init(_ key: [UInt8]) {
        guard let context = unsafe EVP_MAC_CTX_new(OpenSSLAlgorithms.shared.hmac) else {
            OpenSSLAlgorithms.stop("cannot prepare a key: out of memory")
        }
        // Parameters hold addresses only: both texts have to outlive the call that reads them.
        let parameterName = Array(OSSL_MAC_PARAM_DIGEST.utf8CString)
        var digestName = Array("SHA2-256".utf8CString)
        // An empty key is a key too, but a nil address means "keep the old one".
        let bytes = key.isEmpty ? [0] : key
        let isReady = unsafe parameterName.withUnsafeBufferPointer { parameterName in
            unsafe digestName.withUnsafeMutableBufferPointer { digestName in
                let parameters = unsafe [
                    OSSL_PARAM_construct_utf8_string(parameterName.baseAddress, digestName.baseAddress, 0),
                    OSSL_PARAM_construct_end(),
                ]
                return unsafe EVP_MAC_init(context, bytes, bytes.count, parameters) == 1
            }
        }
        guard isReady else { OpenSSLAlgorithms.stop("cannot prepare an HMAC key") }
        unsafe self.context = unsafe context
    }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    func authenticate(_ message: ArraySlice<UInt8>) -> [UInt8] {
        guard let copy = unsafe EVP_MAC_CTX_dup(context) else {
            OpenSSLAlgorithms.stop("cannot copy a key: out of memory")
        }
        defer { unsafe EVP_MAC_CTX_free(copy) }
        var code = [UInt8](repeating: 0, count: SHA256.length)
        var length = 0
        let isTakenIn = unsafe message.withUnsafeBufferPointer { source in
            unsafe EVP_MAC_update(copy, source.baseAddress, source.count) == 1
        }
        let isDone = unsafe EVP_MAC_final(copy, &code, &length, code.count) == 1
        guard isTakenIn, isDone, length == SHA256.length else {
            OpenSSLAlgorithms.stop("cannot authenticate a message")
        }
        return code
    }
}
