import Encodings
import FoundationEssentials
import SQLite
import SQLiteState
import State
import Testing
import TestSupport

/// When the store's file is taken away or spoilt while workers use it.
@Suite struct SQLiteLossTests {
    private let folder: TemporaryFolder
    private let workers: [SharedState]
    private let incidents = Recorder<StateIncident>()
    private let complaints = Recorder<StateError>()
    private var path: String { folder.file("store.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.file("store.sqlite")
        workers = try [0, 1].map { [incidents] _ in
            try SharedState.sqlite(path: path, onIncident: { incidents.record($0) })
        }
    }

    /// Whether both workers soon work on one new file: each finds what the other writes, and nothing of what was before.
    private func areWellAgain(without old: Session) async -> Bool {
        await eventually {
            do throws(StateError) {
                for (one, other) in [(workers[0], workers[1]), (workers[1], workers[0])] {
                    let session = try await one.sessions.create()
                    guard try await other.sessions.isAlive(session.id) else { return false }
                    guard try await one.sessions.isAlive(old.id) == false else { return false }
                    try await one.probe()
                }
                return try await SharedState.sqlite(path: path).sessions.count() > 0
            } catch {
                complaints.record(error)
                return false
            }
        }
    }

    /// Writes nonsense into the file as it stands there.
    private func overwrite(from start: Int) throws {
        var bytes = try folder.read("store.sqlite")
        for index in start..<bytes.count { bytes[index] = 0xA5 }
        try folder.write(bytes, to: "store.sqlite")
    }

    @Test(
        "Workers notice by themselves and agree on a new store, and the damaged one is kept",
        arguments: ["overwritten", "cut", "emptied", "no database", "without its log"])
    func damage(kind: String) async throws {
        let session = try await workers[0].sessions.create()
        #expect(try await workers[1].sessions.isAlive(session.id))
        switch kind {
        case "overwritten": try overwrite(from: 0)
        case "cut": try folder.write(Array(folder.read("store.sqlite").prefix(8_192)), to: "store.sqlite")
        case "emptied": try folder.write([], to: "store.sqlite")
        case "no database":
            // Another file under the name, as `mv` leaves it.
            try folder.write(Array("garbage".utf8), to: "garbage")
            try folder.move("garbage", to: "store.sqlite")
        default: try folder.remove("store.sqlite-wal")
        }
        #expect(await areWellAgain(without: session), "\(complaints.all.suffix(3)) \(incidents.all)")
        let kept = try folder.names().filter {
            $0.hasPrefix("store.sqlite.corrupt-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        }
        #expect(kept.count == 1)
        let told = incidents.all.filter { $0.description.contains(" was damaged ") }
        #expect(told.count == 1)
        #expect(told.first?.description.contains(kept.first ?? "none") == true)
        for worker in workers { #expect(try await worker.keyed.lastIncident()?.description == told.first?.description) }
    }

    @Test("A store that was deleted is made anew, and that is told", arguments: [[""], ["", "-wal", "-shm", ".lock"]])
    func deletion(suffixes: [String]) async throws {
        let session = try await workers[0].sessions.create()
        for suffix in suffixes { try folder.remove("store.sqlite" + suffix) }
        #expect(await areWellAgain(without: session), "\(complaints.all.suffix(3)) \(incidents.all)")
        let told = incidents.all.filter { $0.description.contains(" was gone") }
        #expect(told.count == 1)
        #expect(try await workers[1].keyed.lastIncident()?.description == told.first?.description)
    }

    @Test func damageThatAStatementMeetsIsMendedWithinTheCall() async throws {
        let session = try await workers[0].sessions.create()
        // All of it goes into the file, where the worker must read it again.
        let other = try SQLiteConnection(path: path)
        try other.perform { (handle) throws(SQLiteError) in try handle.run(script: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try overwrite(from: 4_096)
        #expect(await areWellAgain(without: session), "\(complaints.all.suffix(3)) \(incidents.all)")
        #expect(incidents.all.contains { $0.description.contains(" was damaged ") })
    }

    @Test func aStoreThatWasPutInItsPlaceIsUsed() async throws {
        let backup = folder.file("backup.sqlite")
        let old = try await SharedState.sqlite(path: backup).sessions.create()
        let session = try await workers[0].sessions.create()
        try folder.move("backup.sqlite", to: "store.sqlite")
        #expect(await areWellAgain(without: session), "\(complaints.all.suffix(3)) \(incidents.all)")
        #expect(try await workers[1].sessions.isAlive(old.id))
        #expect(incidents.all.allSatisfy { $0.description.contains("another file now") })
        #expect(try folder.names().contains { $0.contains("corrupt") } == false)
        #expect(try await workers[0].keyed.lastIncident() == nil)
    }

    @Test func aFileOfAnotherApplicationIsLeftAloneUntilItIsGone() async throws {
        let session = try await workers[0].sessions.create()
        try folder.write([], to: "notes.sqlite")
        try SQLiteConnection(path: folder.file("notes.sqlite")).perform { (handle) throws(SQLiteError) in
            try handle.run(script: "CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')")
        }
        let bytes = try folder.read("notes.sqlite")
        try folder.move("notes.sqlite", to: "store.sqlite")
        for worker in workers {
            let isRefused = await eventually {
                do throws(StateError) {
                    _ = try await worker.sessions.isAlive(session.id)
                    return false
                } catch {
                    return error.code == .foreign
                }
            }
            #expect(isRefused)
            let error = await #expect(throws: StateError.self) { try await worker.probe() }
            #expect(error?.code == .foreign)
        }
        #expect(try folder.read("store.sqlite") == bytes)
        #expect(try folder.names().filter { $0.hasPrefix("store.sqlite") } == ["store.sqlite", "store.sqlite.lock"])
        try folder.remove("store.sqlite")
        #expect(await areWellAgain(without: session), "\(complaints.all.suffix(3)) \(incidents.all)")
    }

    @Test func aFolderThatIsGoneIsSaidAndItsReturnNoticed() async throws {
        let session = try await workers[0].sessions.create()
        try FileManager.default.moveItem(atPath: folder.path, toPath: folder.path + "-away")
        for worker in workers {
            let isSaid = await eventually {
                do throws(StateError) {
                    try await worker.probe()
                    return false
                } catch {
                    return error.code == .unavailable && error.description.contains(path)
                }
            }
            #expect(isSaid)
        }
        try FileManager.default.moveItem(atPath: folder.path + "-away", toPath: folder.path)
        let isBack = await eventually { (try? await workers[0].sessions.isAlive(session.id)) == true }
        #expect(isBack, "the same file as before")
    }

    @Test func allCallsDuringTheLossAreAnswered() async throws {
        let session = try await workers[0].sessions.create()
        try overwrite(from: 0)
        await withTaskGroup(of: Void.self) { group in
            for worker in workers + workers {
                for _ in 0..<30 {
                    group.addTask {
                        _ = try? await worker.sessions.isAlive(session.id)
                        _ = try? await worker.sessions.create()
                    }
                }
            }
        }
        #expect(await areWellAgain(without: session), "\(complaints.all.suffix(3)) \(incidents.all)")
    }
}
