import Dispatch
import SQLite
import Store
import Testing
import TestSupport

/// What only a store in a file can do, or fail to.
@Suite struct SQLiteStoreTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("store.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    @Test func workersShareOneFile() throws {
        let one = try SQLiteStore(path: path)
        let two = try SQLiteStore(path: path)
        let session = try one.createSession(.test())
        #expect(try two.session(id: session.id, principal: "ann")?.id == session.id)
        #expect(try two.endSession(id: session.id, principal: "ann"))
        #expect(try one.session(id: session.id, principal: "ann") == nil)
    }

    @Test func everythingSurvivesARestart() throws {
        let id = try SQLiteStore(path: path).createSession(.test()).id
        try SQLiteStore(path: path).replaceSealedToken(name: "t", with: [1])
        let store = try SQLiteStore(path: path)
        #expect(try store.session(id: id, principal: "ann")?.protocolVersion == "2025-11-25")
        #expect(try store.sealedToken(name: "t") == [1])
    }

    @Test func aDamagedFileIsNamedAndANewStoreWorks() throws {
        try folder.write(Array("no database, but longer than nothing at all".utf8), to: "store.sqlite")
        let clock = ManualClock()
        let store = try SQLiteStore(path: path) { clock.now }
        #expect(store.setAside == path + ".corrupt-20270115T080000Z")
        _ = try store.createSession(.test())
        #expect(try SQLiteStore(path: path).setAside == nil)
    }

    @Test func aStoreOfALaterVersionIsRefusedWithAdvice() throws {
        let version: Int? = try {
            let store = try SQLiteStore(path: path)
            _ = try store.createSession(.test())
            let connection = try SQLiteConnection(path: path)
            return try connection.perform { (handle) throws(SQLiteError) in
                try handle.run(script: "PRAGMA user_version=99")
                return try handle.first("SELECT count(*) FROM sessions") { Int($0.integer(0)) }
            }
        }()
        #expect(version == 1)
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.code == .tooNew)
        #expect(error?.description.contains(path) == true)
    }

    @Test func aFolderThatDoesNotExistIsUnavailableAndNamed() {
        let missing = folder.file("none/store.sqlite")
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: missing) }
        #expect(error?.code == .unavailable)
        #expect(error?.description.contains(missing) == true)
    }

    @Test func aLockedFileIsUnavailableForWritersWhileReadersGoOn() throws {
        let store = try SQLiteStore(path: path, busyTimeout: .milliseconds(20))
        let session = try store.createSession(.test())
        let other = try SQLiteConnection(path: path)
        try other.perform { (handle) throws(SQLiteError) in try handle.execute("BEGIN IMMEDIATE") }
        let error = #expect(throws: StoreError.self) { try store.createSession(.test()) }
        #expect(error?.code == .unavailable)
        #expect(try store.session(id: session.id, principal: "ann") == session)
        try other.perform { (handle) throws(SQLiteError) in try handle.execute("ROLLBACK") }
        #expect(try store.sessionCount() == 1, "nothing of the failed call is there")
    }

    @Test func ofManyThatWaitForALockedFileNoneWaitsForTheOthersTimeOut() async throws {
        let store = try SQLiteStore(path: path, busyTimeout: .milliseconds(250))
        let other = try SQLiteConnection(path: path)
        try other.perform { (handle) throws(SQLiteError) in try handle.execute("BEGIN IMMEDIATE") }
        let waits = await Self.failedWrites(to: store, count: 16)
        #expect(waits.count == 16)
        // Were they to wait one after the other, the last would wait 4 s.
        #expect(waits.allSatisfy { $0 < .seconds(2.5) }, "\(waits)")
    }

    /// How long each of some calls took to fail, each on a thread of its own as in the workers' blocking pool.
    private static func failedWrites(to store: SQLiteStore, count: Int) async -> [Duration] {
        let waits = Recorder<Duration>()
        let calls = DispatchGroup()
        for index in 0..<count {
            DispatchQueue(label: "call \(index)").async(group: calls) {
                let start = ContinuousClock.now
                do { _ = try store.createSession(.test()) } catch { waits.record(ContinuousClock.now - start) }
            }
        }
        await withCheckedContinuation { continuation in
            calls.notify(queue: DispatchQueue(label: "end")) { continuation.resume() }
        }
        return waits.all
    }
}
