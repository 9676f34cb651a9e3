internal import CSQLite
import Glibc

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
        /// The file is another application's, or no database at all.
        case foreign
        /// The file was made by a later version of the application.
        case laterVersion
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

    init(_ extendedResultCode: Int32, _ message: String, sql: String? = nil, systemError: Int32 = 0) {
        self.init(Self.code(extendedResultCode, systemError), extendedResultCode, message, sql: sql)
    }

    init(_ code: Code, _ extendedResultCode: Int32, _ message: String, sql: String? = nil) {
        self.code = code
        resultCode = extendedResultCode & 0xFF
        self.extendedResultCode = extendedResultCode
        self.message = message
        self.sql = sql
    }

    private static func code(_ extendedResultCode: Int32, _ systemError: Int32) -> Code {
        switch extendedResultCode {
        // A file that has become shorter, or one that is no longer what its path names.
        case Int32(SQLITE_IOERR | (2 << 8)), Int32(SQLITE_READONLY | (4 << 8)): return .corrupt
        // A quota and a limit of the file's size are a full disk of this process's own.
        case Int32(SQLITE_IOERR | (3 << 8)) where systemError == EDQUOT || systemError == EFBIG: return .full
        // No room for the index of the write-ahead log.
        case Int32(SQLITE_IOERR | (19 << 8)): return .full
        default: break
        }
        return switch extendedResultCode & 0xFF {
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
