internal import CSQLite
import Glibc

/// A database file made ready for use by several processes.
package struct SQLiteFile: Sendable {
    package let connection: SQLiteConnection
    /// Where a damaged file that stood at the path is kept now; nil when all was well.
    package let setAside: String?

    /// Opens a file, makes it when there is none, and puts a damaged one aside.
    ///
    /// A new file is for its owner alone (mode 0600). Processes that start together take turns.
    /// - Parameters:
    ///   - path: the file, in a folder that exists.
    ///   - busyTimeout: how long a call may wait for other threads and processes.
    ///   - timestamp: goes into the name of a damaged file: `<path>.corrupt-<timestamp>`.
    /// - Throws: ``SQLiteError``.
    package init(
        opening path: String, busyTimeout: Duration = .seconds(5), timestamp: () -> String
    ) throws(SQLiteError) {
        let lock = try FileLock(path: path + ".lock", deadline: .now + busyTimeout)
        defer { lock.release() }
        do throws(SQLiteError) {
            connection = try Self.open(path, busyTimeout)
            setAside = nil
        } catch  where error.code == .corrupt {
            let kept = try Self.putAside(path, timestamp: timestamp())
            connection = try Self.open(path, busyTimeout)
            setAside = kept
        }
    }

    private static func open(_ path: String, _ busyTimeout: Duration) throws(SQLiteError) -> SQLiteConnection {
        // Only when it is new: closing a file that SQLite has open would drop SQLite's locks on it.
        let file = unsafe Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if file >= 0 { close(file) }
        let connection = try SQLiteConnection(path: path, busyTimeout: busyTimeout)
        try connection.perform { (handle) throws(SQLiteError) in
            let verdict = try handle.first("PRAGMA quick_check(1)") { $0.text(0) } ?? "no answer"
            guard verdict == "ok" else { throw SQLiteError(SQLITE_CORRUPT, verdict) }
            let mode = try handle.first("PRAGMA journal_mode=WAL") { $0.text(0) } ?? ""
            guard mode == "wal" else { throw SQLiteError(SQLITE_CANTOPEN, "\(path) cannot have a write-ahead log") }
        }
        return connection
    }

    private static func putAside(_ path: String, timestamp: String) throws(SQLiteError) -> String {
        var target = "\(path).corrupt-\(timestamp)"
        var attempt = 1
        while unsafe access(target, F_OK) == 0 {
            attempt += 1
            target = "\(path).corrupt-\(timestamp)-\(attempt)"
        }
        guard unsafe rename(path, target) == 0 else {
            throw SQLiteError(SQLITE_CORRUPT, "\(path) is damaged and cannot be moved to \(target)")
        }
        // Its log belongs to it; a new database must not take it for its own.
        for suffix in ["-wal", "-shm"] where unsafe access(path + suffix, F_OK) == 0 {
            guard unsafe rename(path + suffix, target + suffix) == 0 else {
                throw SQLiteError(SQLITE_CORRUPT, "\(path + suffix) belongs to a damaged file and cannot be moved")
            }
        }
        return target
    }
}
