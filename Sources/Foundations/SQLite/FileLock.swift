internal import CSQLite
import Glibc

/// A lock between processes that ends with its holder.
struct FileLock {
    private let file: Int32

    /// Takes the lock.
    /// - Throws: ``SQLiteError`` with the code `busy` when another process has it until the deadline.
    init(path: String, deadline: ContinuousClock.Instant) throws(SQLiteError) {
        while true {
            let file = unsafe Glibc.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
            guard file >= 0 else {
                throw SQLiteError(SQLITE_CANTOPEN, "cannot open \(path): \(unsafe String(cString: strerror(errno)))")
            }
            // Somebody may have removed the file meanwhile: a lock on one that has no name keeps nobody out.
            if flock(file, LOCK_EX | LOCK_NB) == 0, FileMark.Identity(descriptor: file) == FileMark.Identity(path: path)
            {
                self.file = file
                return
            }
            close(file)
            guard ContinuousClock.now < deadline else {
                throw SQLiteError(SQLITE_BUSY, "\(path) is locked: another process is opening the database")
            }
            usleep(5_000)
        }
    }

    func release() { close(file) }
}
