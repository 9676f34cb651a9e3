internal import CSQLite
import Glibc

/// What makes a database file one application's own, and how its tables came to be.
package struct SQLiteApplication: Sendable {
    let id: Int32
    let tablesBeforeID: Set<String>
    let steps: [StaticString]

    /// - Parameters:
    ///   - id: stands in the header of its files (`PRAGMA application_id`), which a step sets; not 0.
    ///   - tablesBeforeID: by these a file is known that was made before files had an id.
    ///   - steps: scripts in the order in which they came to be; a file's `user_version` says how many it has.
    package init(id: Int32, tablesBeforeID: Set<String>, steps: [StaticString]) {
        self.id = id
        self.tablesBeforeID = tablesBeforeID
        self.steps = steps
    }

    /// Whether a file with this header can be the application's; a file without an id can.
    package func mayOwn(_ header: DatabaseHeader) -> Bool {
        header.applicationID == id || header.applicationID == 0
    }
}

/// The database file of one application, which several processes share: made when there is none, kept aside when it is
/// damaged, and left alone when it is not the application's.
package struct ApplicationFile: Sendable {
    /// What stood at the path.
    package enum Finding: Sendable, Hashable {
        case good
        /// Nothing: a new file was made.
        case nothing
        /// A damaged file of this application's: it is kept aside, and a new one was made.
        case damaged(reason: String, keptAt: String)
    }

    package let path: String
    private let application: SQLiteApplication

    /// - Parameters:
    ///   - path: the file, in a folder that exists; a symbolic link is followed.
    ///   - application: whose it is.
    package init(path: String, application: SQLiteApplication) {
        self.path = Self.resolved(path)
        self.application = application
    }

    /// Opens the file with its tables up to date; a new one is for its owner alone (mode 0600).
    ///
    /// Processes that do so at once take turns and agree.
    /// - Parameters:
    ///   - previous: what was open until now, and must still be; nil at a start.
    ///   - isSuspect: whether every index is checked too, because a statement found damage.
    ///   - acceptsNew: whether a damaged file is put aside for a new one.
    ///   - patience: how long to wait for other processes.
    ///   - timestamp: goes into the name of a damaged file: `<path>.corrupt-<timestamp>`.
    ///   - fill: puts the first rows into a new file.
    /// - Returns: a connection, and what was found.
    /// - Throws: ``SQLiteError``, with the code `corrupt`, `foreign` or `laterVersion` for a file that was left as it is.
    package func open(
        replacing previous: FileMark? = nil, isSuspect: Bool = false, acceptsNew: Bool = false,
        within patience: Duration = .seconds(5), timestamp: () -> String = { "" },
        fill: (inout SQLiteHandle, Finding) throws(SQLiteError) -> Void = { _, _ in }
    ) throws(SQLiteError) -> (connection: SQLiteConnection, finding: Finding) {
        let deadline = ContinuousClock.now + patience
        let lockPath = path + ".lock"
        // Where there is a lock, one of ours stood here before: a file that is no database is then a damaged one.
        let wasOurs = previous != nil || fileStatus(lockPath) != nil
        if !wasOurs, case .foreign(let reason) = try examine(wasOurs: false, nil) { throw foreign(reason) }
        let lock = try FileLock(path: lockPath, deadline: deadline)
        defer { lock.release() }
        let damage: String
        switch try examine(wasOurs: wasOurs, previous) {
        case .missing:
            try make(.nothing, fill)
            return (try connect(isSuspect: false, patience), .nothing)
        case .foreign(let reason): throw foreign(reason)
        case .damaged(let reason): damage = reason
        case .ours:
            do throws(SQLiteError) {
                return (try connect(isSuspect: isSuspect, patience), .good)
            } catch  where error.code == .corrupt {
                damage = error.message
            }
        }
        guard acceptsNew else { throw SQLiteError(.corrupt, SQLITE_CORRUPT, "\(path) is damaged: \(damage)") }
        let finding = Finding.damaged(reason: damage, keptAt: try putAside(timestamp: timestamp()))
        try make(finding, fill)
        return (try connect(isSuspect: false, patience), finding)
    }

    // MARK: Looking

    private enum Look {
        case missing
        case ours
        case damaged(String)
        case foreign(String)
    }

    /// Looks at the file without changing it; where `previous` was another one, its log is removed first.
    private func examine(wasOurs: Bool, _ previous: FileMark?) throws(SQLiteError) -> Look {
        if let previous {
            let current = FileMark(path: path)
            if current.file != previous.file {
                removeLog(of: previous, beside: current)
            } else if !current.hasSameFiles(as: previous) {
                // What it held is gone, and others may still write to it.
                return .damaged("its write-ahead log or the log's index was taken away")
            }
        }
        guard let status = fileStatus(path) else {
            guard errno == ENOENT else {
                throw SQLiteError(SQLITE_CANTOPEN, "cannot open \(path): \(unsafe String(cString: strerror(errno)))")
            }
            return .missing
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return .foreign("it is no file") }
        // An empty file of nobody's is as good as none.
        if status.st_size == 0 { return wasOurs ? .damaged("it is empty") : .missing }
        func unreadable(_ reason: String) -> Look { wasOurs ? .damaged(reason) : .foreign(reason) }
        var handle = try SQLiteHandle(path: path, sparesLog: true)
        guard let header = handle.header() else { return unreadable("it is no database") }
        if header.applicationID == application.id { return .ours }
        guard application.mayOwn(header) else { return .foreign("it is the database of another application") }
        do throws(SQLiteError) {
            handle.wait(forBusy: .milliseconds(200))
            return try isOursWithoutID(&handle) ? .ours : .foreign("it is the database of another application")
        } catch  where error.code == .corrupt {
            return unreadable(error.message)
        }
    }

    /// For a file whose header has no id: it is from before there were ids, or the id is still in the write-ahead log.
    private func isOursWithoutID(_ handle: inout SQLiteHandle) throws(SQLiteError) -> Bool {
        if try handle.first("PRAGMA application_id", read: { Int32(truncatingIfNeeded: $0.integer(0)) })
            == application.id
        {
            return true
        }
        let tables = try handle.query("SELECT name FROM sqlite_schema WHERE type = 'table' LIMIT 100") { $0.text(0) }
        return tables.isEmpty || application.tablesBeforeID.isSubset(of: tables)
    }

    private func foreign(_ reason: String) -> SQLiteError {
        SQLiteError(.foreign, SQLITE_NOTADB, "\(path) is not a store of this program: \(reason); it was left as it is")
    }

    // MARK: Opening

    private func connect(isSuspect: Bool, _ patience: Duration) throws(SQLiteError) -> SQLiteConnection {
        let connection = try SQLiteConnection(path: path, busyTimeout: patience, sparesLog: true)
        try connection.perform { (handle) throws(SQLiteError) in
            guard try handle.userVersion() <= application.steps.count else {
                throw SQLiteError(.laterVersion, SQLITE_ERROR, "\(path) was made by a later version of this program")
            }
            let verdict =
                isSuspect
                ? try handle.first("PRAGMA integrity_check(1)") { $0.text(0) }
                : try handle.first("PRAGMA quick_check(1)") { $0.text(0) }
            guard verdict == "ok" else {
                // The first of its lines names the database only.
                throw SQLiteError(SQLITE_CORRUPT, verdict?.split(separator: "\n").last.map(String.init) ?? "no answer")
            }
            handle.workLogIntoFileOnClose()
            try useLog(&handle, path)
        }
        try connection.migrate(application.steps)
        return connection
    }

    private func useLog(_ handle: inout SQLiteHandle, _ path: String) throws(SQLiteError) {
        let mode = try handle.first("PRAGMA journal_mode=WAL") { $0.text(0) } ?? ""
        guard mode == "wal" else { throw SQLiteError(SQLITE_CANTOPEN, "\(path) cannot have a write-ahead log") }
    }

    /// Makes the file under another name first: whoever looks sees none or a whole one.
    private func make(
        _ finding: Finding, _ fill: (inout SQLiteHandle, Finding) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        let draft = path + ".new"
        for suffix in ["", "-journal", "-wal", "-shm"] { unsafe unlink(draft + suffix) }
        let file = unsafe Glibc.open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw SQLiteError(
                errno == ENOSPC ? SQLITE_FULL : SQLITE_CANTOPEN,
                "cannot make \(path): \(unsafe String(cString: strerror(errno)))")
        }
        close(file)
        try write(draft, finding, fill)
        // What a file that is gone has left behind would be taken for the new one's.
        for suffix in ["-wal", "-shm"] { unsafe unlink(path + suffix) }
        guard unsafe rename(draft, path) == 0 else {
            throw SQLiteError(SQLITE_CANTOPEN, "cannot make \(path): \(unsafe String(cString: strerror(errno)))")
        }
    }

    /// Fills a new file and closes it.
    private func write(
        _ draft: String, _ finding: Finding, _ fill: (inout SQLiteHandle, Finding) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        let connection = try SQLiteConnection(path: draft)
        // Nobody misses a draft: the disk is waited for once, at the end.
        try connection.perform { (handle) throws(SQLiteError) in try handle.run(script: "PRAGMA synchronous = OFF") }
        try connection.migrate(application.steps)
        try connection.transaction { (handle) throws(SQLiteError) in try fill(&handle, finding) }
        try connection.perform { (handle) throws(SQLiteError) in
            try handle.run(script: "PRAGMA synchronous = FULL")
            // Last, so that all of it is in the file itself.
            try useLog(&handle, draft)
        }
    }

    /// Removes a write-ahead log that stands beside another file than the one it was written for.
    private func removeLog(of previous: FileMark, beside current: FileMark) {
        if current.log != nil, current.log == previous.log { unsafe unlink(path + "-wal") }
        if current.index != nil, current.index == previous.index { unsafe unlink(path + "-shm") }
    }

    private func putAside(timestamp: String) throws(SQLiteError) -> String {
        var target = "\(path).corrupt-\(timestamp)"
        var attempt = 1
        while fileStatus(target) != nil {
            attempt += 1
            target = "\(path).corrupt-\(timestamp)-\(attempt)"
        }
        // Its log belongs to it, and goes first: without its file it is taken for nobody's.
        for suffix in ["-wal", "-shm", ""] where fileStatus(path + suffix) != nil {
            guard unsafe rename(path + suffix, target + suffix) == 0 else {
                throw SQLiteError(
                    SQLITE_CORRUPT, "\(path + suffix) is damaged and cannot be moved to \(target + suffix)")
            }
        }
        return target
    }

    /// The path without symbolic links, so that a file and its log stand in one folder; as it is when there is none.
    private static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }
}
