/// Why a cryptographic operation gave nothing; says nothing about keys or plain text.
package struct CryptographyError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// The operating system gives no random bytes.
        case noRandomness
        /// Not sealed with this key and purpose, or changed since.
        case notAuthentic
        /// OpenSSL refuses an operation, for example for want of memory.
        case unavailable
    }

    package let code: Code
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
