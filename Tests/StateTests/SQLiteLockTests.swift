import Encodings
import FoundationEssentials
import SQLite
import SQLiteState
import State
import Testing
import TestSupport

/// While another process holds the lock of the store's file.
@Suite struct SQLiteLockTests {
    private let folder: TemporaryFolder
    private let state: SharedState
    private let other: SQLiteConnection

    init() throws {
        folder = try TemporaryFolder()
        state = try SharedState.sqlite(path: folder.file("store.sqlite"), patience: .milliseconds(300))
        other = try SQLiteConnection(path: folder.file("store.sqlite"))
    }

    private func lock() throws {
        try other.perform { (handle) throws(SQLiteError) in try handle.execute("BEGIN IMMEDIATE") }
    }

    private func unlock() throws {
        try other.perform { (handle) throws(SQLiteError) in try handle.execute("ROLLBACK") }
    }

    /// What many writes at once fail with.
    private func errors(of count: Int, to state: SharedState) async -> [StateError] {
        await withTaskGroup(of: StateError?.self) { group in
            for _ in 0..<count {
                group.addTask {
                    do throws(StateError) { _ = try await state.sessions.create() } catch { return error }
                    return nil
                }
            }
            return await group.reduce(into: []) { if let error = $1 { $0.append(error) } }
        }
    }

    @Test func writesFailInTimeAndNoneWaitsForTheOthers() async throws {
        let patient = try SharedState.sqlite(path: folder.file("store.sqlite"), patience: .seconds(2))
        try lock()
        let start = ContinuousClock.now
        #expect(await errors(of: 60, to: patient).count { $0.code == .busy } == 60)
        // One after the other they would take two minutes.
        #expect(ContinuousClock.now - start < .seconds(60))
        try unlock()
        #expect(try await state.sessions.count() == 0, "nothing of the failed calls is there")
        _ = try await state.sessions.create()
    }

    @Test func readsGoOn() async throws {
        let session = try await state.sessions.create()
        try lock()
        async let errors = errors(of: 60, to: state)
        for _ in 0..<50 { #expect(try await state.sessions.isAlive(session.id)) }
        #expect(await errors.count { $0.code == .busy } == 60)
        try unlock()
    }

    @Test func beyondABoundWritesFailAtOnce() async throws {
        let patient = try SharedState.sqlite(path: folder.file("store.sqlite"), patience: .seconds(600))
        try lock()
        let refused = Recorder<StateError>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<400 {
                group.addTask {
                    do throws(StateError) { _ = try await patient.sessions.create() } catch { refused.record(error) }
                }
            }
            // 256 wait, and one transaction's worth may be under way.
            await refused.wait(for: 400 - 256 - 64)
            #expect(refused.all.allSatisfy { $0.code == .busy && $0.description == "256 writes wait already" })
            try unlock()
            try await group.waitForAll()
        }
    }

    @Test func aLockThatIsGivenBackInTimeIsNotNoticed() async throws {
        let patient = try SharedState.sqlite(path: folder.file("store.sqlite"), patience: .seconds(60))
        try lock()
        async let session = patient.sessions.create()
        try await Task.sleep(for: .milliseconds(50))
        try unlock()
        #expect(try await state.sessions.isAlive(session.id))
    }

    @Test func aUseIsNotedInPassingOrNotAtAll() async throws {
        let clock = ManualClock()
        let state = try SharedState.sqlite(path: folder.file("store.sqlite"), now: { clock.now })
        let session = try await state.sessions.create()
        try lock()
        clock.advance(by: 100)
        let used = clock.now
        for _ in 0..<50 { #expect(try await state.sessions.session(session.id, of: "ann")?.lastUsedAt == used) }
        try unlock()
        let isNoted = try await eventually {
            _ = try await state.sessions.session(session.id, of: "ann")
            return try other.perform { (handle) throws(SQLiteError) in
                try handle.first("SELECT last_used_at FROM sessions") { $0.integer(0) }
            } == Int64(used.timeIntervalSince1970 * 1_000)
        }
        #expect(isNoted)
    }

    @Test(.enabled(if: Command.exists("python3")))
    func aStartNeedsNoLock() async throws {
        let holder = try Command([
            "python3", "-c",
            """
            import sqlite3, time
            connection = sqlite3.connect("\(folder.file("store.sqlite"))", isolation_level=None)
            connection.execute("BEGIN IMMEDIATE")
            print("locked", flush=True)
            time.sleep(60)
            """,
        ])
        #expect(holder.readLine() == "locked")
        let late = try SharedState.sqlite(path: folder.file("store.sqlite"), patience: .milliseconds(50))
        #expect(try await late.sessions.count() == 0)
        let error = await #expect(throws: StateError.self) { try await late.probe() }
        #expect(error?.code == .busy)
    }

    @Test func oneWritesMistakeDoesNotSpoilTheOthers() async throws {
        let date = ManualClock().now
        let state = try SharedState.sqlite(path: folder.file("store.sqlite"), patience: .seconds(60))
        try lock()
        async let other = state.sessions.create()
        let conflicts = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<10 {
                group.addTask {
                    // All have the same hash.
                    let key = APIKeyRecord(
                        id: ExactText("key_\(number)"), name: "x", hash: [1], scopes: [], createdAt: date)
                    do throws(StateError) {
                        try await state.keys.insert(key)
                        return false
                    } catch {
                        return error.code == .conflict
                    }
                }
            }
            // All wait for the lock together now, so that they share a transaction.
            try? await Task.sleep(for: .milliseconds(50))
            try? unlock()
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(conflicts == 9)
        #expect(try await state.sessions.isAlive(other.id))
        #expect(try await state.keys.all().count == 1)
    }
}
