import FoundationEssentials
import SQLite
import Testing
import TestSupport

@Suite struct ApplicationFileTests {
    private static let application = SQLiteApplication(
        id: 0x7465_7374, tablesBeforeID: ["a"],
        steps: [
            "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1)",
            "ALTER TABLE a ADD COLUMN y INTEGER; PRAGMA application_id = 0x74657374",
        ])
    private let folder: TemporaryFolder
    private var path: String { folder.file("db") }
    private var file: ApplicationFile { ApplicationFile(path: path, application: Self.application) }

    init() throws { folder = try TemporaryFolder() }

    /// Makes a good file and closes it.
    private func make(rows: Int = 1) throws {
        let connection = try file.open().connection
        try connection.transaction { (handle) throws(SQLiteError) in
            for number in 1..<rows { try handle.execute("INSERT INTO a (x) VALUES (?)", .integer(Int64(number))) }
        }
    }

    private func rows(_ connection: SQLiteConnection) throws -> Int64? {
        try connection.perform { (handle) throws(SQLiteError) in
            try handle.first("SELECT count(*) FROM a") { $0.integer(0) }
        }
    }

    /// Makes a database by hand.
    private func database(_ name: String, _ script: StaticString) throws {
        try folder.write([], to: name)
        let connection = try SQLiteConnection(path: folder.file(name))
        try connection.perform { (handle) throws(SQLiteError) in try handle.run(script: script) }
    }

    private func refusal(acceptsNew: Bool = false) throws -> SQLiteError {
        try #require(throws: SQLiteError.self) { try file.open(acceptsNew: acceptsNew) }
    }

    @Test func aNewFileIsForItsOwnerAloneAndSaysWhoseItIs() throws {
        let (connection, finding) = try file.open()
        #expect(finding == .nothing)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let (header, journal) = try connection.perform { (handle) throws(SQLiteError) in
            (handle.header(), try handle.first("PRAGMA journal_mode") { $0.text(0) })
        }
        #expect(header?.applicationID == 0x7465_7374)
        #expect(journal == "wal")
        #expect(try folder.names() == ["db", "db-shm", "db-wal", "db.lock"])
    }

    @Test func aNewFileIsFilledBeforeAnybodySeesIt() throws {
        #expect(throws: SQLiteError.self) {
            try file.open(fill: { (handle, _) throws(SQLiteError) in
                try handle.execute("INSERT INTO a (x) VALUES (2)")
                try handle.execute("INSERT INTO nonsense VALUES (2)")
            })
        }
        #expect(try folder.names().contains("db") == false)
        let (connection, _) = try file.open(fill: { (handle, finding) throws(SQLiteError) in
            if finding == .nothing { try handle.execute("INSERT INTO a (x) VALUES (2)") }
        })
        #expect(try rows(connection) == 2)
        #expect(try folder.names().contains("db.new") == false)
    }

    @Test func whatIsInTheFileStaysAndIsBroughtUpToDate() throws {
        try database("db", "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1), (2); PRAGMA user_version = 1")
        let (connection, finding) = try file.open()
        #expect(finding == .good)
        #expect(try rows(connection) == 2)
        let version = try connection.perform { (handle) throws(SQLiteError) in
            try handle.first("SELECT max(y IS NULL), (SELECT user_version FROM pragma_user_version) FROM a") {
                [$0.integer(0), $0.integer(1)]
            }
        }
        #expect(version == [1, 2])
        // The id stands in the log alone now.
        #expect(try file.open().finding == .good)
    }

    @Test func aStepThatFailsLeavesTheFileAsItWas() throws {
        try database("db", "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1); PRAGMA user_version = 1")
        let broken = SQLiteApplication(
            id: 0x7465_7374, tablesBeforeID: ["a"],
            steps: ["CREATE TABLE a (x INTEGER)", "DELETE FROM a", "CREATE nonsense"])
        #expect(throws: SQLiteError.self) { try ApplicationFile(path: path, application: broken).open() }
        #expect(try rows(file.open().connection) == 1)
    }

    @Test(arguments: [-1, Int(Int32.min)])
    func aNegativeVersionIsTakenForNone(version: Int) throws {
        if version == -1 { try database("db", "PRAGMA user_version = -1; CREATE TABLE b (x); DROP TABLE b") }
        if version != -1 { try database("db", "PRAGMA user_version = -2147483648; CREATE TABLE b (x); DROP TABLE b") }
        #expect(try rows(file.open().connection) == 1)
    }

    @Test func whoeverHoldsTheLockDoesNotKeepOthersFromOpening() throws {
        let connection = try file.open().connection
        try connection.perform { (handle) throws(SQLiteError) in try handle.execute("BEGIN IMMEDIATE") }
        #expect(try rows(file.open(within: .milliseconds(100)).connection) == 1)
    }

    @Test func aFileOfALaterVersionIsLeftAsItIs() throws {
        try make()
        try database("later", "VACUUM")
        let connection = try SQLiteConnection(path: path)
        try connection.perform { (handle) throws(SQLiteError) in try handle.run(script: "PRAGMA user_version = 3") }
        let error = try refusal(acceptsNew: true)
        #expect(error.code == .laterVersion)
        #expect(error.message.contains(path))
        #expect(try rows(connection) == 1)
    }

    @Test(
        "What is not ours is refused and left as it is, whatever is allowed",
        arguments: ["text", "short text", "another application's", "one without an id", "in WAL mode"], [false, true])
    func foreign(kind: String, acceptsNew: Bool) throws {
        switch kind {
        case "text": try folder.write(Array(String(repeating: "hosts: all\n", count: 100).utf8), to: "db")
        case "short text": try folder.write([0x0A], to: "db")
        case "another application's": try database("db", "CREATE TABLE a (x); PRAGMA application_id = 7")
        case "one without an id": try database("db", "CREATE TABLE b (x); INSERT INTO b VALUES (1)")
        default: try database("db", "PRAGMA journal_mode = WAL; CREATE TABLE b (x); INSERT INTO b VALUES (1)")
        }
        let bytes = try folder.read("db")
        let error = try refusal(acceptsNew: acceptsNew)
        #expect(error.code == .foreign)
        #expect(error.message.hasPrefix("\(path) is not a store of this program: "))
        #expect(try folder.read("db") == bytes)
        #expect(try folder.names() == ["db"])
    }

    @Test func aFolderInItsPlaceIsRefused() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(try refusal().code == .foreign)
    }

    @Test func anEmptyFileThatNeverWasOursIsAsGoodAsNone() throws {
        try folder.write([], to: "db")
        let (connection, finding) = try file.open()
        #expect(finding == .nothing)
        #expect(try rows(connection) == 1)
    }

    @Test(
        "A damaged file of ours is left as it is unless a new one is allowed",
        arguments: ["overwritten", "no database", "emptied", "cut"])
    func damaged(kind: String) throws {
        try make(rows: 2_000)
        var bytes = try folder.read("db")
        switch kind {
        case "overwritten": for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
        case "no database": bytes = Array("garbage".utf8)
        case "emptied": bytes = []
        default: bytes.removeLast(bytes.count / 2)
        }
        try folder.write(bytes, to: "db")
        let error = try refusal()
        #expect(error.code == .corrupt)
        #expect(error.message.hasPrefix("\(path) is damaged: "))
        #expect(try content("db") == bytes)
        for name in ["db.corrupt-stamp", "db.corrupt-stamp-2"] {
            try folder.write(bytes, to: "db")
            let (connection, finding) = try file.open(acceptsNew: true, timestamp: { "stamp" })
            guard case .damaged(_, let keptAt) = finding else {
                Issue.record("\(finding)")
                continue
            }
            #expect(keptAt == folder.file(name))
            #expect(try content(name) == bytes)
            #expect(try rows(connection) == 1)
        }
    }

    /// A file's bytes; `Data(contentsOf:)` leaks memory on an empty one.
    @Test func aDamagedFileIsKeptWithItsLogAsTheyWereFound() throws {
        try make(rows: 2_000)
        let connection = try file.open().connection
        try connection.transaction { (handle) throws(SQLiteError) in try handle.execute("UPDATE a SET x = 7") }
        // As a killed process leaves them: a good log beside a file that is damaged elsewhere.
        let log = try folder.read("db-wal")
        var bytes = try folder.read("db")
        for index in 100..<4_096 { bytes[index] = 0xA5 }
        bytes.removeLast(4_096)
        let copy = ApplicationFile(path: folder.file("copy"), application: Self.application)
        for (name, content) in [("copy", bytes), ("copy-wal", log), ("copy.lock", [])] {
            try folder.write(content, to: name)
        }
        let refusal = try #require(throws: SQLiteError.self) { try copy.open() }
        #expect(refusal.code == .corrupt)
        #expect(try content("copy") == bytes)
        #expect(try content("copy-wal") == log)
        let (_, finding) = try copy.open(acceptsNew: true, timestamp: { "stamp" })
        guard case .damaged = finding else { return #expect(Bool(false), "\(finding)") }
        #expect(try content("copy.corrupt-stamp") == bytes)
        #expect(try content("copy.corrupt-stamp-wal") == log)
    }

    private func content(_ name: String) throws -> [UInt8] {
        FileMark(path: folder.file(name)).size == 0 ? [] : try folder.read(name)
    }

    @Test func ofManyThatFindADamagedFileOnePutsItAside() async throws {
        try make()
        try folder.write([UInt8](repeating: 0x5A, count: 10_000), to: "db")
        let file = file
        let findings = try await withThrowingTaskGroup(of: ApplicationFile.Finding.self) { group in
            for _ in 0..<8 {
                group.addTask { try file.open(acceptsNew: true, timestamp: { "stamp" }).finding }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(findings.count { $0 == .good } == 7)
        #expect(try rows(file.open().connection) == 1)
    }

    @Test func ofManyThatFindNothingOneMakesTheFile() async throws {
        let file = file
        let findings = try await withThrowingTaskGroup(of: ApplicationFile.Finding.self) { group in
            for _ in 0..<8 { group.addTask { try file.open().finding } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(findings.count { $0 == .nothing } == 1)
        #expect(findings.count { $0 == .good } == 7)
    }

    @Test func whatAFileThatIsGoneHasLeftBehindIsNotTakenForTheNextOnes() throws {
        let connection = try file.open().connection
        try connection.perform { (handle) throws(SQLiteError) in try handle.execute("INSERT INTO a (x) VALUES (7)") }
        let mark = FileMark(path: path)
        try folder.remove("db")
        #expect(FileMark(path: path).hasSameFiles(as: mark) == false)
        let (next, finding) = try file.open(replacing: mark)
        #expect(finding == .nothing)
        #expect(try rows(next) == 1)
        #expect(try rows(connection) == 2, "whoever has the old one open still sees it whole")
    }

    @Test func theLogOfAnotherFileIsNotTakenForARestoredOnes() throws {
        try make(rows: 3)
        let backup = try folder.read("db")
        let connection = try file.open().connection
        try connection.perform { (handle) throws(SQLiteError) in try handle.execute("DELETE FROM a") }
        let mark = FileMark(path: path)
        try folder.write(backup, to: "backup")
        try folder.move("backup", to: "db")
        let (next, finding) = try file.open(replacing: mark)
        #expect(finding == .good)
        #expect(try rows(next) == 3)
    }

    @Test func aFileWithoutItsLogIsADamagedOne() throws {
        let connection = try file.open().connection
        let mark = FileMark(path: path)
        try folder.remove("db-wal")
        let error = #expect(throws: SQLiteError.self) { try file.open(replacing: mark) }
        #expect(error?.code == .corrupt)
        #expect(try file.open(replacing: mark, acceptsNew: true).finding != .good)
        #expect(try rows(connection) == 1)
    }

    @Test func aLinkIsFollowed() throws {
        try make(rows: 3)
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: path)
        let linked = ApplicationFile(path: folder.file("link"), application: Self.application)
        #expect(linked.path.hasSuffix("/db"))
        #expect(try rows(linked.open().connection) == 3)
        #expect(try folder.names().contains("link.lock") == false)
    }

    @Test func aFolderThatDoesNotExistIsAnErrorThatNamesTheFile() throws {
        let missing = ApplicationFile(path: folder.file("none/db"), application: Self.application)
        let error = #expect(throws: SQLiteError.self) { try missing.open() }
        #expect(error?.code == .io)
        #expect(error?.message.contains("none/db") == true)
    }
}
