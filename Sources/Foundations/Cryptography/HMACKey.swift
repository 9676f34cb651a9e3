internal import COpenSSL
internal import Synchronization

/// A key for HMAC-SHA256 (RFC 2104), prepared once and usable from every thread.
package struct HMACKey: Sendable {
    private let contexts: HMACContexts

    /// Prepares a key.
    /// - Parameter bytes: the secret, of any length; 32 bytes or more protect best.
    package init(_ bytes: [UInt8]) { contexts = HMACContexts(bytes) }

    /// The authentication code of a message, 32 bytes.
    package func authenticate(_ message: [UInt8]) -> [UInt8] { authenticate(message[...]) }

    /// The authentication code of a part of a larger buffer, 32 bytes.
    package func authenticate(_ message: ArraySlice<UInt8>) -> [UInt8] { contexts.authenticate(message) }

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

/// Contexts that have taken the key in and no message yet.
///
/// The first is only read after `init`, so every thread may copy it; a copy is used by one thread at a time.
@safe private final class HMACContexts: Sendable {
    /// Unchecked because of the pointer; who may use it says the comment above.
    @safe private struct Context: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    /// More than threads that authenticate at a time are not kept.
    private static let mostIdle = 16

    private let first: Context
    private let idle = Mutex<[Context]>([])

    init(_ key: [UInt8]) {
        guard let context = unsafe EVP_MAC_CTX_new(OpenSSLAlgorithms.shared.hmac),
            unsafe wz_hmac_sha256_init(context, key, key.count) == 1
        else { OpenSSLAlgorithms.stop("cannot prepare an HMAC key") }
        first = unsafe Context(pointer: context)
    }

    deinit {
        for context in idle.withLock({ $0 }) { unsafe EVP_MAC_CTX_free(context.pointer) }
        unsafe EVP_MAC_CTX_free(first.pointer)
    }

    func authenticate(_ message: ArraySlice<UInt8>) -> [UInt8] {
        let context = take()
        var code = [UInt8](repeating: 0, count: SHA256.length)
        var length = 0
        let isTakenIn = unsafe message.withUnsafeBufferPointer { source in
            unsafe EVP_MAC_update(context.pointer, source.baseAddress, source.count) == 1
        }
        let isDone = unsafe EVP_MAC_final(context.pointer, &code, &length, code.count) == 1
        guard isTakenIn, isDone, length == SHA256.length else {
            OpenSSLAlgorithms.stop("cannot authenticate a message")
        }
        giveBack(context)
        return code
    }

    private func take() -> Context {
        if let context = idle.withLock({ $0.popLast() }) { return context }
        guard let copy = unsafe EVP_MAC_CTX_dup(first.pointer) else {
            OpenSSLAlgorithms.stop("cannot copy a key: out of memory")
        }
        return unsafe Context(pointer: copy)
    }

    private func giveBack(_ context: Context) {
        // Without a key it begins again with the one that it has.
        let isReady = unsafe EVP_MAC_init(context.pointer, nil, 0, nil) == 1
        let isKept = idle.withLock { idle in
            guard isReady, idle.count < Self.mostIdle else { return false }
            idle.append(context)
            return true
        }
        if !isKept { unsafe EVP_MAC_CTX_free(context.pointer) }
    }
}
