import Synchronization

/// One connection to a database file, used by many threads in turn.
///
/// A lock and not an actor: a look-up takes microseconds, so a hop to another executor would cost more than the query.
package final class SQLiteConnection: Sendable {
    private let handle: Mutex<SQLiteHandle>

    /// Opens a file that exists.
    /// - Parameters:
    ///   - path: the file.
    ///   - busyTimeout: how long a statement may wait for other processes.
    ///   - readsOnly: whether statements that write are refused.
    ///   - sparesLog: whether a log that stands there stays as it is when this is closed as the last connection.
    /// - Throws: ``SQLiteError``; a file that is no database is only noticed by the first statement.
    package init(
        path: String, busyTimeout: Duration = .seconds(5), readsOnly: Bool = false, sparesLog: Bool = false
    ) throws(SQLiteError) {
        var handle = try SQLiteHandle(path: path, sparesLog: sparesLog)
        handle.wait(forBusy: busyTimeout)
        // NORMAL loses no consistency in WAL mode; power loss may lose the last transactions.
        try handle.run(script: "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=16777216")
        if readsOnly { try handle.run(script: "PRAGMA query_only=ON") }
        self.handle = Mutex(handle)
    }

    /// Runs statements, each a transaction of its own.
    /// - Parameter body: what to do; must not call this connection again.
    /// - Returns: what `body` returns.
    /// - Throws: ``SQLiteError``, with the code `busy` when the busy time-out is over.
    @discardableResult
    package func perform<Result: Sendable>(
        _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try handle.withLock { (handle) throws(SQLiteError) in try body(&handle) }
    }

    /// Runs statements as one transaction: all of them happen, or none when `body` throws.
    /// - Parameters:
    ///   - patience: how long to wait for other processes from now on; nil leaves the busy time-out as it is.
    ///   - body: what to do; must not call this connection again.
    /// - Returns: what `body` returns.
    /// - Throws: ``SQLiteError``, with the code `busy` when the busy time-out is over.
    @discardableResult
    package func transaction<Result: Sendable>(
        waitingAtMost patience: Duration? = nil, _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try perform { (handle) throws(SQLiteError) in
            if let patience { handle.wait(forBusy: patience) }
            // IMMEDIATE takes the write lock at once: a lock taken later could not be waited for.
            try handle.execute("BEGIN IMMEDIATE")
            do throws(SQLiteError) {
                let result = try body(&handle)
                try handle.execute("COMMIT")
                return result
            } catch {
                handle.rollBack()
                throw error
            }
        }
    }

    /// Brings the tables up to date.
    /// - Parameter steps: scripts in the order in which they came to be; the file's `user_version` says how many it has,
    ///   and one that has more is left as it is.
    /// - Throws: ``SQLiteError``; then no step was taken.
    package func migrate(_ steps: [StaticString]) throws(SQLiteError) {
        // Without a lock first: most often there is nothing to do, and whoever holds the lock need not be waited for.
        guard try perform({ (handle) throws(SQLiteError) in try handle.userVersion() }) < steps.count else { return }
        try transaction { (handle) throws(SQLiteError) in
            let version = try handle.userVersion()
            guard version < steps.count else { return }
            for step in steps.dropFirst(max(0, version)) { try handle.run(script: step) }
            try handle.setUserVersion(steps.count)
        }
    }
}
