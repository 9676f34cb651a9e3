internal import CSQLite

/// The database inside ``SQLiteConnection/perform(_:)``: it cannot leave the closure, so one thread at a time uses it.
///
/// Statements are `StaticString`: text from outside can come in as a bound value only. Each is prepared once.
@safe package struct SQLiteHandle: ~Copyable {
    private let database: OpaquePointer
    /// Prepared statements by the address of their text in the program.
    private var statements: [UInt: OpaquePointer]

    /// Opens a file; `sparesLog` leaves a log that stands there as it is at the end: it may be another's, or that of a damaged
    /// file, which is kept as it was found.
    init(path: String, sparesLog: Bool) throws(SQLiteError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let database = unsafe opened else {
            let message = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            unsafe sqlite3_close_v2(opened)
            throw SQLiteError(code, "cannot open \(path): \(message)")
        }
        unsafe self.database = unsafe database
        unsafe statements = [:]
        if sparesLog, fileStatus(path + "-wal") != nil { unsafe wz_keep_log_on_close(database, 1) }
    }

    deinit {
        unsafe statements.values.forEach { statement in unsafe sqlite3_finalize(statement) }
        unsafe sqlite3_close_v2(database)
    }

    /// Runs a statement to its end.
    /// - Parameters:
    ///   - sql: one statement.
    ///   - values: what its placeholders stand for, in order.
    /// - Returns: how many rows an `INSERT`, `UPDATE` or `DELETE` changed.
    /// - Throws: ``SQLiteError``.
    @discardableResult
    package mutating func execute(_ sql: StaticString, _ values: SQLiteValue...) throws(SQLiteError) -> Int {
        _ = try rows(sql, values, limit: .max) { _ in () }
        return unsafe Int(sqlite3_changes(database))
    }

    /// The rows of a query.
    /// - Parameters:
    ///   - sql: one statement.
    ///   - values: what its placeholders stand for, in order.
    ///   - read: makes an element of a row.
    /// - Returns: the elements in the query's order.
    /// - Throws: ``SQLiteError``.
    package mutating func query<Element>(
        _ sql: StaticString, _ values: SQLiteValue..., read: (borrowing SQLiteRow) -> Element
    ) throws(SQLiteError) -> [Element] {
        try rows(sql, values, limit: .max, read: read)
    }

    /// The first row of a query, or nil; see ``query(_:_:read:)``.
    package mutating func first<Element>(
        _ sql: StaticString, _ values: SQLiteValue..., read: (borrowing SQLiteRow) -> Element
    ) throws(SQLiteError) -> Element? {
        try rows(sql, values, limit: 1, read: read).first
    }

    /// Runs statements that have no placeholders, for example of a migration.
    package mutating func run(script: StaticString) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(database, script.description, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, script) }
    }

    /// Runs statements inside a transaction: all of them happen, or none when `body` throws, and the transaction goes on.
    package mutating func savepoint<Result>(
        _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try execute("SAVEPOINT part")
        do throws(SQLiteError) {
            let result = try body(&self)
            try execute("RELEASE part")
            return result
        } catch {
            // When that fails too, the transaction is over, and the commit will say so.
            _ = try? execute("ROLLBACK TO part")
            _ = try? execute("RELEASE part")
            throw error
        }
    }

    /// The file's header as it is on the disk, whatever the write-ahead log says; nil when it begins no database.
    package func header() -> DatabaseHeader? {
        var bytes = [UInt8](repeating: 0, count: DatabaseHeader.length)
        guard unsafe wz_read_start(database, &bytes, Int32(bytes.count)) == SQLITE_OK else { return nil }
        return DatabaseHeader(bytes)
    }

    /// Lets a log that was spared go into its file when this connection is closed as the last one.
    mutating func workLogIntoFileOnClose() { unsafe wz_keep_log_on_close(database, 0) }

    /// Sets how long the next statements wait for other connections.
    mutating func wait(forBusy duration: Duration) {
        let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        unsafe sqlite3_busy_timeout(database, Int32(clamping: max(0, milliseconds)))
    }

    mutating func userVersion() throws(SQLiteError) -> Int {
        try first("PRAGMA user_version") { Int($0.integer(0)) } ?? 0
    }

    /// Writes down how many steps of ``SQLiteConnection/migrate(_:)`` the file has; a pragma takes no placeholder.
    mutating func setUserVersion(_ version: Int) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(database, "PRAGMA user_version=\(version)", nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, "PRAGMA user_version") }
    }

    /// Limits what this connection lets the file grow to: beyond it statements fail with the code `full`.
    /// - Parameter bytes: 4,096 or more; a file that is larger already only grows no more.
    /// - Throws: ``SQLiteError``.
    package mutating func limitSize(to bytes: Int) throws(SQLiteError) {
        let size = try first("PRAGMA page_size") { $0.integer(0) } ?? 4_096
        let code = unsafe sqlite3_exec(
            database, "PRAGMA max_page_count=\(max(1, Int64(bytes) / max(1, size)))", nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, "PRAGMA max_page_count") }
    }

    /// Undoes the open transaction, if SQLite has not done so itself.
    mutating func rollBack() {
        guard unsafe sqlite3_get_autocommit(database) == 0 else { return }
        unsafe sqlite3_exec(database, "ROLLBACK", nil, nil, nil)
    }

    private mutating func rows<Element>(
        _ sql: StaticString, _ values: [SQLiteValue], limit: Int, read: (borrowing SQLiteRow) -> Element
    ) throws(SQLiteError) -> [Element] {
        let statement = try unsafe statement(sql)
        defer {
            unsafe sqlite3_reset(statement)
            unsafe sqlite3_clear_bindings(statement)
        }
        try unsafe bind(values, to: statement, sql)
        var elements: [Element] = []
        while elements.count < limit {
            let code = unsafe sqlite3_step(statement)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else { throw error(code, sql) }
            elements.append(read(unsafe SQLiteRow(statement)))
        }
        return elements
    }

    private mutating func statement(_ sql: StaticString) throws(SQLiteError) -> OpaquePointer {
        let address = unsafe UInt(bitPattern: sql.utf8Start)
        if let statement = unsafe statements[address] { return unsafe statement }
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(
            database, sql.description, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let statement = unsafe prepared else { throw error(code, sql) }
        unsafe statements[address] = statement
        return unsafe statement
    }

    private func bind(
        _ values: [SQLiteValue], to statement: OpaquePointer, _ sql: StaticString
    ) throws(SQLiteError) {
        guard unsafe Int(sqlite3_bind_parameter_count(statement)) == values.count else {
            throw SQLiteError(SQLITE_RANGE, "\(values.count) values do not fit the placeholders", sql: sql.description)
        }
        var index: Int32 = 0
        for value in values {
            index += 1
            let code =
                switch value {
                case .integer(let number): unsafe sqlite3_bind_int64(statement, index, number)
                case .text(let text): unsafe wz_bind_text(statement, index, text, Int32(clamping: text.utf8.count))
                case .blob(let bytes): unsafe wz_bind_blob(statement, index, bytes, Int32(clamping: bytes.count))
                case .null: unsafe sqlite3_bind_null(statement, index)
                }
            guard code == SQLITE_OK else { throw error(code, sql) }
        }
    }

    private func error(_ code: Int32, _ sql: StaticString) -> SQLiteError {
        unsafe SQLiteError(
            code, String(cString: sqlite3_errmsg(database)), sql: sql.description,
            systemError: sqlite3_system_errno(database))
    }
}
