import SQLite
import Testing
import TestSupport

@Suite struct SQLiteConnectionTests {
    private let folder: TemporaryFolder
    private let connection: SQLiteConnection

    init() throws {
        folder = try TemporaryFolder()
        try folder.write([], to: "db")
        connection = try Self.open(folder)
        try connection.perform { (handle) throws(SQLiteError) in
            try handle.run(
                script: """
                    PRAGMA journal_mode=WAL;
                    CREATE TABLE items (id INTEGER PRIMARY KEY, a INTEGER, c TEXT UNIQUE, d BLOB) STRICT
                    """)
        }
    }

    private static func open(
        _ folder: TemporaryFolder, busyTimeout: Duration = .seconds(5)
    ) throws -> SQLiteConnection {
        try SQLiteConnection(path: folder.file("db"), busyTimeout: busyTimeout)
    }

    private func count(_ connection: SQLiteConnection) throws -> Int64? {
        try connection.perform { (handle) throws(SQLiteError) in
            try handle.first("SELECT count(*) FROM items") { $0.integer(0) }
        }
    }

    @Test(
        "Values come back as they were bound",
        arguments: [
            (Int64.min, "", [UInt8]()), (Int64.max, "a\0b", [0, 255]),
            (0, "'; DROP TABLE items; -- é🦅", [UInt8](repeating: 7, count: 100_000)),
        ])
    func roundTrip(a: Int64, c: String, d: [UInt8]) throws {
        struct Row: Equatable {
            let a: Int64
            let c: String
            let d: [UInt8]
        }
        let row = try connection.perform { (handle) throws(SQLiteError) in
            try handle.execute(
                "INSERT INTO items (a, c, d) VALUES (?, ?, ?)", .integer(a), .text(c), .blob(d))
            return try handle.first("SELECT a, c, d FROM items") {
                Row(a: $0.integer(0), c: $0.text(1), d: $0.blob(2))
            }
        }
        #expect(row == Row(a: a, c: c, d: d))
    }

    @Test func nullIsToldFromZero() throws {
        let read = try connection.perform { (handle) throws(SQLiteError) in
            try handle.execute("INSERT INTO items (a, c) VALUES (?, ?)", .null, .null)
            try handle.execute("INSERT INTO items (a, c) VALUES (?, ?)", .integer(0), .text(""))
            return try handle.query("SELECT a, c FROM items ORDER BY id") {
                [$0.integerIfPresent(0) == nil, $0.isNull(1)]
            }
        }
        #expect(read == [[true, true], [false, false]])
    }

    @Test func executeTellsHowManyRowsChanged() throws {
        let changes = try connection.perform { (handle) throws(SQLiteError) in
            for number in 1...3 {
                try handle.execute("INSERT INTO items (a) VALUES (?)", .integer(Int64(number)))
            }
            let updated = try handle.execute("UPDATE items SET a = 0 WHERE a >= ?", .integer(2))
            return [updated, try handle.execute("DELETE FROM items WHERE a = ?", .integer(9))]
        }
        #expect(changes == [2, 0])
    }

    @Test func aStatementIsReusedWithFreshValues() throws {
        let found = try connection.perform { (handle) throws(SQLiteError) in
            var found: [Int64?] = []
            for number in 0..<3 {
                try handle.execute("INSERT INTO items (a) VALUES (?)", .integer(Int64(number)))
                found.append(try handle.first("SELECT max(a) FROM items") { $0.integer(0) })
            }
            return found
        }
        #expect(found == [0, 1, 2])
    }

    @Test func aThrowingTransactionLeavesNothing() throws {
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction { (handle) throws(SQLiteError) in
                try handle.execute("INSERT INTO items (c) VALUES ('once')")
                try handle.execute("INSERT INTO items (c) VALUES ('once')")
            }
        }
        #expect(error?.code == .constraint)
        #expect(try count(connection) == 0)
    }

    @Test func aPartThatFailsLeavesTheRestOfItsTransaction() throws {
        try connection.transaction { (handle) throws(SQLiteError) in
            try handle.execute("INSERT INTO items (c) VALUES ('first')")
            let error = #expect(throws: SQLiteError.self) {
                try handle.savepoint { (handle) throws(SQLiteError) in
                    try handle.execute("INSERT INTO items (c) VALUES ('second')")
                    try handle.execute("INSERT INTO items (c) VALUES ('first')")
                }
            }
            #expect(error?.endsTransaction == false)
            try handle.savepoint { (handle) throws(SQLiteError) in
                _ = try handle.execute("INSERT INTO items (c) VALUES ('third')")
            }
        }
        let rows = try connection.perform { (handle) throws(SQLiteError) in
            try handle.query("SELECT c FROM items ORDER BY id") { $0.text(0) }
        }
        #expect(rows == ["first", "third"])
    }

    @Test func beyondItsLimitAFileGrowsNoMore() throws {
        try connection.perform { (handle) throws(SQLiteError) in try handle.limitSize(to: 100_000) }
        let error = #expect(throws: SQLiteError.self) {
            try connection.perform { (handle) throws(SQLiteError) in
                _ = try handle.execute("INSERT INTO items (d) VALUES (?)", .blob([UInt8](repeating: 1, count: 100_000)))
            }
        }
        #expect(error?.code == .full)
        #expect(error?.endsTransaction == true)
        #expect(try count(connection) == 0)
    }

    @Test func aFullFileIsAnErrorAndLeavesNothingHalfWritten() throws {
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction { (handle) throws(SQLiteError) in
                try handle.execute("INSERT INTO items (a) VALUES (1)")
                try handle.execute("PRAGMA max_page_count=8")
                try handle.execute(
                    "INSERT INTO items (d) VALUES (?)", .blob([UInt8](repeating: 1, count: 1 << 20)))
            }
        }
        #expect(error?.code == .full)
        #expect(try count(connection) == 0)
        try connection.transaction { (handle) throws(SQLiteError) in
            try handle.execute("INSERT INTO items (a) VALUES (2)")
        }
        #expect(try count(connection) == 1)
    }

    @Test func anErrorNamesTheStatementAndNeverItsValues() throws {
        let error = #expect(throws: SQLiteError.self) {
            try connection.perform { (handle) throws(SQLiteError) in
                try handle.execute("INSERT INTO items (c) VALUES (?)", .text("hunter2"))
                try handle.execute("INSERT INTO items (c) VALUES (?)", .text("hunter2"))
            }
        }
        #expect(error?.sql == "INSERT INTO items (c) VALUES (?)")
        #expect(error?.resultCode == 19)
        #expect(error?.extendedResultCode == 2067)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test func valuesThatDoNotFitThePlaceholdersAreRefused() throws {
        let error = #expect(throws: SQLiteError.self) {
            try connection.perform { (handle) throws(SQLiteError) in
                try handle.execute("INSERT INTO items (a, b) VALUES (?, ?)", .integer(1))
            }
        }
        #expect(error?.code == .other)
        #expect(try count(connection) == 0)
    }

    @Test func anotherConnectionsLockEndsInBusyAfterTheTimeOut() throws {
        let other = try Self.open(folder, busyTimeout: .milliseconds(20))
        let error = try connection.transaction { (handle) throws(SQLiteError) in
            try handle.execute("INSERT INTO items (a) VALUES (1)")
            do throws(SQLiteError) {
                try other.transaction { (handle) throws(SQLiteError) in
                    try handle.execute("INSERT INTO items (a) VALUES (2)")
                }
                return SQLiteError?.none
            } catch { return error }
        }
        #expect(error?.code == .busy)
        #expect(try count(other) == 1, "reading goes on, and the writer's row is there")
    }

    @Test func aReadOnlyConnectionRefusesToWrite() throws {
        let reader = try SQLiteConnection(path: folder.file("db"), readsOnly: true)
        #expect(throws: SQLiteError.self) {
            try reader.perform { (handle) throws(SQLiteError) in try handle.execute("INSERT INTO items (a) VALUES (1)")
            }
        }
        #expect(try count(reader) == 0)
    }

    @Test func manyTasksOnSeveralConnectionsLoseNoUpdate() async throws {
        let connections = try [connection, Self.open(folder), Self.open(folder)]
        try connection.perform { (handle) throws(SQLiteError) in
            try handle.execute("INSERT INTO items (id, a) VALUES (1, 0)")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<12 {
                group.addTask {
                    for _ in 0..<25 {
                        try connections[index % 3].transaction { (handle) throws(SQLiteError) in
                            let value = try handle.first("SELECT a FROM items WHERE id = 1") { $0.integer(0) } ?? 0
                            try handle.execute("UPDATE items SET a = ? WHERE id = 1", .integer(value + 1))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let total = try connection.perform { (handle) throws(SQLiteError) in
            try handle.first("SELECT a FROM items WHERE id = 1") { $0.integer(0) }
        }
        #expect(total == 300)
    }
}
