import FoundationEssentials
import SQLite
import State

/// The file behind the three stores: reads run where they are called, writes on a thread of their own.
final class Database: Sendable {
    let now: @Sendable () -> Date

    private let patience: Duration
    private let file: StoreFile
    private let writes: WriteQueue

    init(
        path: String, acceptsNew: Bool, patience: Duration, largestSize: Int, now: @escaping @Sendable () -> Date,
        onIncident: @escaping @Sendable (StateIncident) -> Void
    ) throws(StateError) {
        // As the tables keep it, so that what is returned is what a later look-up finds.
        self.now = { Date(milliseconds: now().milliseconds) }
        self.patience = patience
        file = try StoreFile(
            path: path, acceptsNew: acceptsNew, patience: patience, largestSize: largestSize, now: now,
            onIncident: onIncident)
        writes = WriteQueue(file)
    }

    /// Reads on the thread of the caller: with a write-ahead log that takes microseconds, whoever writes meanwhile.
    ///
    /// Seldom another process keeps readers out, for example while it mends the log after a crash: that is waited for
    /// without a thread.
    func read<Value: Sendable>(
        _ body: (inout SQLiteHandle) throws(SQLiteError) -> Value
    ) async throws(StateError) -> Value {
        var opened: OpenFile
        switch file.access() {
        case .usable(let file): opened = file
        case .suspect(let file): opened = try await writes.mend(file)
        case .failed(let error): throw error
        }
        var deadline: ContinuousClock.Instant?
        var isMended = false
        while true {
            do throws(SQLiteError) {
                return try opened.reader.perform(body)
            } catch {
                let end = deadline ?? .now + patience
                deadline = end
                if error.code == .corrupt, !isMended {
                    opened = try await writes.mend(opened, after: error)
                    isMended = true
                } else if error.code == .busy, ContinuousClock.now < end,
                    (try? await Task.sleep(for: .milliseconds(10))) != nil
                {
                    continue
                } else {
                    throw StateError(error)
                }
            }
        }
    }

    /// Runs statements of which all happen or none.
    /// - Throws: ``StateError``, with the code `busy` when the file's lock was not free in time or too many wait.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (inout SQLiteHandle) throws(SQLiteError) -> Value
    ) async throws(StateError) -> Value {
        let deadline = ContinuousClock.now + patience
        let result: Result<Value, StateError> = await withCheckedContinuation { continuation in
            let job = WriteQueue.Job(
                deadline: deadline,
                run: { (handle) throws(SQLiteError) in
                    let value = try body(&handle)
                    return { continuation.resume(returning: .success(value)) }
                }, fail: { continuation.resume(returning: .failure($0)) })
            if !writes.submit(job) { job.fail(StateError(.busy, "\(WriteQueue.mostJobs) writes wait already")) }
        }
        return try result.get()
    }

    /// Notes a use without waiting for it.
    func note(_ use: WriteQueue.Use, at date: Date) { writes.note(use, at: date.milliseconds) }

    /// Removes rows in slices until there are no more.
    /// - Parameter remove: removes at most ``rowsPerSlice`` rows and returns how many it removed.
    /// - Returns: how many were removed.
    /// - Throws: ``StateError``, when some may have been removed already.
    @discardableResult
    func removeInSlices(
        _ remove: @escaping @Sendable (inout SQLiteHandle) throws(SQLiteError) -> Int
    ) async throws(StateError) -> Int {
        var total = 0
        while true {
            let removed = try await write(remove)
            total += removed
            if removed < Self.rowsPerSlice { return total }
        }
    }

    static let rowsPerSlice = 200
}

extension Date {
    /// Milliseconds since 1970, as the tables keep times.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
