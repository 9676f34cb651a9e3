import Encodings
import SQLite
import SQLiteState
import State
import Testing
import TestSupport

/// What only a state in a file can do, or fail to.
@Suite struct SQLiteStateTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("store.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    /// A connection of somebody else to a file that exists.
    private func stranger() throws -> SQLiteConnection { try SQLiteConnection(path: path) }

    @Test func workersShareOneFile() async throws {
        let one = try SharedState.sqlite(path: path)
        let two = try SharedState.sqlite(path: path)
        let session = try await one.sessions.create()
        #expect(try await two.sessions.session(session.id, of: "ann")?.id == session.id)
        #expect(try await two.sessions.end(session.id, of: "ann"))
        #expect(try await one.sessions.isAlive(session.id) == false)
    }

    @Test func everythingSurvivesARestart() async throws {
        let id = try await SharedState.sqlite(path: path).sessions.create().id
        try await SharedState.sqlite(path: path).keyed.put([1], at: .test("t"), for: .seconds(100))
        let state = try SharedState.sqlite(path: path)
        #expect(try await state.sessions.session(id, of: "ann")?.client.protocolVersion == "2025-11-25")
        #expect(try await state.keyed.value(at: .test("t")) == [1])
    }

    @Test("A file of an earlier version keeps its sessions and keys", arguments: [1, 2])
    func upgrade(version: Int) async throws {
        try folder.write([], to: "store.sqlite")
        try stranger().perform { (handle) throws(SQLiteError) in
            try handle.run(
                script: """
                    PRAGMA journal_mode = WAL;
                    CREATE TABLE sessions (
                        id TEXT NOT NULL PRIMARY KEY, principal TEXT NOT NULL, transport TEXT NOT NULL,
                        protocol_version TEXT NOT NULL, client_name TEXT NOT NULL, client_capabilities TEXT NOT NULL,
                        created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL) STRICT;
                    CREATE INDEX sessions_by_principal ON sessions (principal, last_used_at);
                    CREATE INDEX sessions_by_use ON sessions (transport, last_used_at);
                    CREATE TABLE cancellations (
                        session TEXT NOT NULL, request TEXT NOT NULL, requested_at INTEGER NOT NULL,
                        PRIMARY KEY (session, request)) STRICT;
                    CREATE INDEX cancellations_by_time ON cancellations (requested_at);
                    CREATE TABLE api_keys (
                        id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, scopes TEXT NOT NULL,
                        created_at INTEGER NOT NULL, last_used_at INTEGER, revoked_at INTEGER) STRICT;
                    CREATE TABLE sealed_tokens (name TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
                    CREATE TABLE leases (
                        name TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
                    INSERT INTO sessions VALUES
                        ('s1', 'ann', 'streamable-http', '2025-06-18', 'c', '{"a":1}', 1, 1800000000000),
                        ('s2', 'ann', 'sse', '2024-11-05', 'd', '{}', 1, 1800000000001);
                    INSERT INTO api_keys VALUES ('key_1', 'first', x'01', 'wazuh:read', 1, NULL, NULL);
                    INSERT INTO leases VALUES ('l', 'h', 1);
                    PRAGMA user_version = 1;
                    """)
            if version == 2 {
                try handle.run(
                    script: """
                        CREATE TABLE cursors (
                            name TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT;
                        CREATE INDEX cursors_by_time ON cursors (made_at);
                        PRAGMA user_version = 2;
                        """)
            }
        }
        let clock = ManualClock()
        let state = try SharedState.sqlite(path: path, limits: SessionLimits(perPrincipal: 2)) { clock.now }
        #expect(try await state.sessions.session("s1", of: "ann")?.client.capabilities == #"{"a":1}"#)
        #expect(try await state.keys.key(hash: [1])?.id == "key_1")
        #expect(
            try await state.keys.insertFirst(
                APIKeyRecord(id: "x", name: "x", hash: [2], scopes: [], createdAt: clock.now)) == false)
        _ = try await state.sessions.create()
        #expect(try await state.sessions.isAlive("s1") == false, "its sessions were counted")
        let tables = try stranger().perform { (handle) throws(SQLiteError) in
            try handle.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") { $0.text(0) }
        }
        #expect(tables == ["api_keys", "keyed", "session_counts", "sessions", "sums"])
    }

    @Test func aBoundThatWasLoweredIsReachedStepByStep() async throws {
        let state = try SharedState.sqlite(path: path)
        for _ in 0..<6 { _ = try await state.sessions.create() }
        let strict = try SharedState.sqlite(path: path, limits: SessionLimits(perPrincipal: 2))
        var counts: [Int] = []
        for _ in 0..<6 {
            _ = try await strict.sessions.create()
            counts.append(try await strict.sessions.count())
        }
        #expect(counts == [5, 4, 3, 2, 2, 2])
    }

    @Test func aStoreOfALaterVersionIsRefusedWithAdvice() async throws {
        try await SharedState.sqlite(path: path).probe()
        try stranger().perform { (handle) throws(SQLiteError) in try handle.run(script: "PRAGMA user_version = 99") }
        let error = #expect(throws: StateError.self) { try SharedState.sqlite(path: path, acceptsNew: true) }
        #expect(error?.code == .tooNew)
        #expect(error?.description.contains(path) == true)
        #expect(error?.description.contains("STORE") == true)
    }

    @Test func aFileOfSomebodyElseIsRefusedWithAdvice() async throws {
        try folder.write(Array("my notes\n".utf8), to: "store.sqlite")
        let error = #expect(throws: StateError.self) { try SharedState.sqlite(path: path, acceptsNew: true) }
        #expect(error?.code == .foreign)
        #expect(error?.description.contains(path) == true)
        #expect(try folder.names() == ["store.sqlite"])
    }

    @Test func aDamagedStoreStopsAStartUntilANewOneIsAccepted() async throws {
        try await SharedState.sqlite(path: path).probe()
        try folder.write(Array("no database, but longer than nothing at all".utf8), to: "store.sqlite")
        let error = #expect(throws: StateError.self) { try SharedState.sqlite(path: path) }
        #expect(error?.code == .damaged)
        for part in [path, "--accept-new-store"] { #expect(error?.description.contains(part) == true) }
        let clock = ManualClock()
        let incidents = Recorder<StateIncident>()
        let state = try SharedState.sqlite(path: path, acceptsNew: true, now: { clock.now }) { incidents.record($0) }
        _ = try await state.sessions.create()
        #expect(incidents.all.map(\.date) == [clock.now])
        #expect(incidents.all.first?.description.contains("kept as \(path).corrupt-20270115T080000Z") == true)
        #expect(try await state.keyed.lastIncident() == incidents.all.first)
        #expect(try await SharedState.sqlite(path: path, now: { clock.now }).sessions.count() == 1)
    }

    @Test func aFolderThatDoesNotExistIsUnavailableAndNamed() {
        let missing = folder.file("none/store.sqlite")
        let error = #expect(throws: StateError.self) { try SharedState.sqlite(path: missing) }
        #expect(error?.code == .unavailable)
        #expect(error?.description.contains(missing) == true)
    }

    @Test func aStoreThatIsFullRefusesWritesAndRecovers() async throws {
        let clock = ManualClock()
        let state = try SharedState.sqlite(path: path, largestSize: 400_000, now: { clock.now })
        let session = try await state.sessions.create()
        var count = 0
        let error = await #expect(throws: StateError.self) {
            while count < 100 {
                try await state.keyed.put(
                    [UInt8](repeating: 1, count: 20_000), at: .test(ExactText("\(count)")), for: .seconds(10))
                count += 1
            }
        }
        #expect(error?.code == .diskFull)
        #expect(count > 3)
        #expect(try await state.sessions.isAlive(session.id), "reading goes on")
        #expect(try await state.keyed.value(at: .test(ExactText("\(count)"))) == nil, "nothing is half written")
        clock.advance(by: 10)
        try await state.keyed.removeExpired()
        try await state.keyed.put([UInt8](repeating: 1, count: 20_000), at: .test("next"), for: .seconds(10))
        try await state.probe()
    }
}
