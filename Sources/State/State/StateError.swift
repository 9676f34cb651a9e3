/// Why the shared state cannot do what was asked.
package struct StateError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// Others kept it locked for too long, or too many wait already: the same call may well work in a second.
        case busy
        /// It does not answer: no such folder, no right to write, a disk that fails.
        case unavailable
        case diskFull
        /// The store is damaged; told at a start only, while running a damaged one is put aside.
        case damaged
        /// What stands at the store's place belongs to somebody else; it was not changed.
        case foreign
        /// The store was made by a later version of this program; it was not changed.
        case tooNew
        /// Something of this name is there already.
        case conflict
        /// More bytes than ``StateBounds`` allows: the caller's fault, not the store's.
        case tooLarge
    }

    package let code: Code
    /// For the log: names the file and the reason, never what is stored.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

/// How large the parts may be that a stranger chooses, in bytes; what is larger is refused with `tooLarge`.
package enum StateBounds {
    /// A key in a ``KeyedStore``, without its namespace.
    package static let key = 512
    /// A value in a ``KeyedStore``.
    package static let value = 1 << 20
    /// How many keys one read may ask for.
    package static let keysPerRead = 1_024
    /// The subject that owns a session.
    package static let principal = 512
    package static let protocolVersion = 64
    package static let clientName = 512
    /// The `capabilities` of a client, as JSON.
    package static let clientCapabilities = 16_384

    /// - Throws: ``StateError`` with the code `tooLarge`, which names the part and never repeats it.
    package static func check(_ part: StaticString, _ count: Int, atMost most: Int) throws(StateError) {
        guard count <= most else { throw StateError(.tooLarge, "\(part): has \(count) bytes, \(most) are allowed") }
    }
}
