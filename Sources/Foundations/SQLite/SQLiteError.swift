internal import CSQLite

/// What SQLite refused, and why; never holds bound values.
package struct SQLiteError: Error, Hashable, CustomStringConvertible {
    /// The kinds that callers tell apart.
    package enum Code: Sendable, Hashable {
        /// Another connection held the lock for longer than the busy time-out.
        case busy
        case full
        /// No database, or a damaged one.
        case corrupt
        /// A row breaks a rule of its table.
        case constraint
        /// The disk, the file or its folder does not do what it should.
        case io
        /// Anything else: see the message.
        case other
    }

    package let code: Code
    /// SQLite's primary result code.
    package let resultCode: Int32
    package let extendedResultCode: Int32
    package let message: String
    /// The statement, with its placeholders; nil where there was none.
    package let sql: String?

    init(_ extendedResultCode: Int32, _ message: String, sql: String? = nil) {
        resultCode = extendedResultCode & 0xFF
        self.extendedResultCode = extendedResultCode
        self.message = message
        self.sql = sql
        code =
            switch resultCode {
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .full
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
            case SQLITE_CONSTRAINT: .constraint
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PROTOCOL, SQLITE_NOMEM: .io
            default: .other
            }
    }

    /// Whether the transaction in which it happened cannot go on.
    package var endsTransaction: Bool { code != .constraint && code != .other }

    package var description: String {
        "SQLite error \(extendedResultCode): \(message)" + (sql.map { " in: \($0)" } ?? "")
    }
}
