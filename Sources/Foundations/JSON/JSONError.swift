/// Why bytes are not the JSON that was asked for.
package struct JSONError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// Not JSON at all: syntax, UTF-8, a number outside the ranges of Int64, UInt64 and Double.
        case malformed
        /// Nested deeper than the caller allows.
        case tooDeep
        /// An object names a member twice.
        case duplicateMember
        /// JSON, but a value is missing or of another type than the reader needs.
        case unexpectedShape
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
