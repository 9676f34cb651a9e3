/// Why the store cannot do what was asked.
package struct StoreError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// Locked for longer than the busy time-out, or the disk does not answer.
        case unavailable
        case diskFull
        /// The file is no store; it was put aside when that was found at the start.
        case corrupt
        /// Something of this name is there already.
        case conflict
        /// The store was made by a later version of this program.
        case tooNew
    }

    package let code: Code
    /// For the log: names the file and the reason, never what is stored.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
