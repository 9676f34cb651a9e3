import FoundationEssentials
import SQLite
import Testing
import TestSupport

@Suite struct SQLiteFileTests {
    private static let steps: [StaticString] = [
        "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1)", "ALTER TABLE a ADD COLUMN y INTEGER",
    ]
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open() throws -> SQLiteFile { try SQLiteFile(opening: folder.file("db")) { "stamp" } }

    private func rows(_ file: SQLiteFile) throws -> Int64? {
        try file.connection.perform { (handle) throws(SQLiteError) in
            try handle.first("SELECT count(*) FROM a") { $0.integer(0) }
        }
    }

    @Test func aNewFileIsForItsOwnerAloneAndHasAWriteAheadLog() throws {
        let file = try open()
        let mode = try FileManager.default.attributesOfItem(atPath: folder.file("db"))[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(file.setAside == nil)
        let journal = try file.connection.perform { (handle) throws(SQLiteError) in
            try handle.first("PRAGMA journal_mode") { $0.text(0) }
        }
        #expect(journal == "wal")
    }

    @Test func migrationsRunOnceAndTheirDataStays() throws {
        #expect(try open().connection.migrate(Array(Self.steps.prefix(1))) == 0)
        #expect(try open().connection.migrate(Self.steps) == 1)
        let file = try open()
        #expect(try file.connection.migrate(Self.steps) == 2)
        #expect(try rows(file) == 1)
    }

    @Test func aFailedMigrationLeavesTheFileAsItWas() throws {
        let file = try open()
        #expect(throws: SQLiteError.self) { try file.connection.migrate([Self.steps[0], "CREATE nonsense"]) }
        #expect(try file.connection.migrate(Self.steps) == 0)
        #expect(try rows(file) == 1)
    }

    @Test(arguments: [-1, Int(Int32.min)])
    func aNegativeVersionIsTakenForNone(version: Int) throws {
        let file = try open()
        try file.connection.perform { (handle) throws(SQLiteError) in
            if version == -1 { try handle.run(script: "PRAGMA user_version=-1") }
            if version != -1 { try handle.run(script: "PRAGMA user_version=-2147483648") }
        }
        #expect(try file.connection.migrate(Self.steps) == version)
        #expect(try rows(file) == 1)
    }

    @Test func aFileOfALaterProgramIsNotTouched() throws {
        #expect(try open().connection.migrate(Self.steps) == 0)
        #expect(try open().connection.migrate(Array(Self.steps.prefix(1))) == 2)
        #expect(try open().connection.migrate(Self.steps) == 2)
    }

    @Test func whatIsNoDatabaseIsKeptAside() throws {
        let garbage = Array("this was a configuration file once, and is no database at all".utf8)
        try folder.write(garbage, to: "db")
        let file = try open()
        #expect(file.setAside == folder.file("db.corrupt-stamp"))
        #expect(try folder.read("db.corrupt-stamp") == garbage)
        #expect(try file.connection.migrate(Self.steps) == 0)
        #expect(try open().setAside == nil)
    }

    @Test func aDamagedPageIsNoticedAndEarlierDamagedFilesStay() throws {
        for attempt in 1...2 {
            try fill()
            var bytes = try folder.read("db")
            for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
            try folder.write(bytes, to: "db")
            let expected = attempt == 1 ? "db.corrupt-stamp" : "db.corrupt-stamp-2"
            #expect(try open().setAside == folder.file(expected))
            #expect(try folder.read(expected) == bytes)
        }
    }

    /// Writes some pages, all of them in the file itself once the connection is closed.
    private func fill() throws {
        let file = try open()
        _ = try file.connection.migrate(Self.steps)
        try file.connection.transaction { (handle) throws(SQLiteError) in
            for number in 0..<2_000 { try handle.execute("INSERT INTO a (x) VALUES (?)", .integer(Int64(number))) }
        }
    }

    @Test func ofManyThatFindADamagedFileOnePutsItAside() async throws {
        try folder.write([UInt8](repeating: 0x5A, count: 10_000), to: "db")
        let path = folder.file("db")
        let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let file = try SQLiteFile(opening: path) { "stamp" }
                    _ = try file.connection.migrate(Self.steps)
                    return file.setAside != nil
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(kept == 1)
        #expect(try rows(open()) == 1)
    }

    @Test func aFolderThatDoesNotExistIsAnErrorThatNamesTheFile() throws {
        let error = #expect(throws: SQLiteError.self) {
            try SQLiteFile(opening: folder.file("none/db")) { "stamp" }
        }
        #expect(error?.code == .io)
        #expect(error?.message.contains("none/db") == true)
    }
}
