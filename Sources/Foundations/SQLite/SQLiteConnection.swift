import Synchronization

/// One connection to a database file, used by many threads in turn.
///
/// A lock and not an actor: callers run on threads that may block, and a look-up takes microseconds, so a hop to
/// another executor would cost more than the query.
package final class SQLiteConnection: Sendable {
    private let busyTimeout: Duration
    private let handle: Mutex<SQLiteHandle>

    /// Opens a file that exists.
    /// - Parameters:
    ///   - path: the file.
    ///   - busyTimeout: how long a call may wait, both for this process's other threads and for other processes.
    ///   - readsOnly: whether statements that write are refused.
    /// - Throws: ``SQLiteError``; a file that is no database is only noticed by the first statement.
    package init(path: String, busyTimeout: Duration = .seconds(5), readsOnly: Bool = false) throws(SQLiteError) {
        self.busyTimeout = busyTimeout
        var handle = try SQLiteHandle(path: path)
        handle.wait(forBusy: busyTimeout)
        // NORMAL loses no consistency in WAL mode; power loss may lose the last transactions.
        try handle.run(script: "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=16777216")
        if readsOnly { try handle.run(script: "PRAGMA query_only=ON") }
        self.handle = Mutex(handle)
    }

    /// Runs statements, each a transaction of its own.
    /// - Parameters:
    ///   - patience: how long to wait for other threads and processes; nil for the busy time-out.
    ///   - body: what to do; must not call this connection again.
    /// - Returns: what `body` returns.
    /// - Throws: ``SQLiteError``, with the code `busy` when the busy time-out is over.
    @discardableResult
    package func perform<Result: Sendable>(
        waitingAtMost patience: Duration? = nil, _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        let start = ContinuousClock.now
        return try handle.withLock { (handle) throws(SQLiteError) in
            // What other threads waited for the lock is part of the time-out: the last of many waits no longer.
            handle.wait(forBusy: (patience ?? busyTimeout) - (ContinuousClock.now - start))
            return try body(&handle)
        }
    }

    /// Runs statements as one transaction: all of them happen, or none when `body` throws.
    /// - Parameters:
    ///   - patience: how long to wait for other threads and processes; nil for the busy time-out.
    ///   - body: what to do; must not call this connection again.
    /// - Returns: what `body` returns.
    /// - Throws: ``SQLiteError``, with the code `busy` when the busy time-out is over.
    @discardableResult
    package func transaction<Result: Sendable>(
        waitingAtMost patience: Duration? = nil, _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try perform(waitingAtMost: patience) { (handle) throws(SQLiteError) in
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
    /// - Parameter steps: scripts in the order in which they came to be; the file's `user_version` says how many it has.
    /// - Returns: the version that the file had; above `steps.count` a later program made it, and nothing was changed.
    /// - Throws: ``SQLiteError``; then no step was taken.
    package func migrate(_ steps: [StaticString]) throws(SQLiteError) -> Int {
        // Without a lock first: most often there is nothing to do, and whoever holds the lock need not be waited for.
        let version = try perform { (handle) throws(SQLiteError) in try handle.userVersion() }
        guard version < steps.count else { return version }
        return try transaction { (handle) throws(SQLiteError) in
            let version = try handle.userVersion()
            for step in steps.dropFirst(max(0, version)) { try handle.run(script: step) }
            if version < steps.count { try handle.setUserVersion(steps.count) }
            return version
        }
    }
}
