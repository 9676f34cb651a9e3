import Dispatch
import Encodings
import SQLite
import State
import Synchronization

/// Runs writes one after another on a thread of its own, so that no thread of a caller waits for the file's lock.
///
/// Writes that wait together share a transaction: under load one commit serves many.
final class WriteQueue: Sendable {
    /// Something that was used, noted in passing.
    enum Use: Hashable {
        case session(ExactText)
        case key(ExactText)
    }

    struct Job: Sendable {
        let deadline: ContinuousClock.Instant
        /// Whether it met a damaged file before.
        var isRepeated = false
        /// Runs inside a transaction and returns what tells the caller once it is committed.
        let run: @Sendable (inout SQLiteHandle) throws(SQLiteError) -> @Sendable () -> Void
        let fail: @Sendable (StateError) -> Void
    }

    private struct Waiting {
        var mends: [@Sendable () -> Void] = []
        var jobs: [Job] = []
        var uses: [Use: Int64] = [:]
        var isRunning = false
    }

    /// How many writes may wait; the rest are told to come again.
    static let mostJobs = 256
    private static let mostUses = 256
    /// How many writes share a transaction, so that other processes get their turn.
    private static let jobsPerTransaction = 64
    private static let patienceForUses = Duration.milliseconds(100)

    private let waiting = Mutex(Waiting())
    private let thread = DispatchQueue(label: "state writes")
    private let file: StoreFile

    init(_ file: StoreFile) { self.file = file }

    /// False when too many wait already.
    func submit(_ job: Job) -> Bool {
        waiting.withLock { waiting in
            guard waiting.jobs.count < Self.mostJobs else { return false }
            waiting.jobs.append(job)
            startIfIdle(&waiting)
            return true
        }
    }

    /// Has a file mended that should not be used any more, between the writes.
    /// - Returns: what to use instead.
    func mend(_ suspect: OpenFile, after error: SQLiteError? = nil) async throws(StateError) -> OpenFile {
        let result: Result<OpenFile, StateError> = await withCheckedContinuation { continuation in
            waiting.withLock { waiting in
                waiting.mends.append { [file] in
                    do throws(StateError) {
                        continuation.resume(returning: .success(try file.mend(suspect, after: error)))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
                startIfIdle(&waiting)
            }
        }
        return try result.get()
    }

    /// Notes a use with the next write, if it can be: a lost note is made at the next use.
    func note(_ use: Use, at milliseconds: Int64) {
        waiting.withLock { waiting in
            guard waiting.uses.count < Self.mostUses, waiting.uses[use] == nil else { return }
            waiting.uses[use] = milliseconds
            startIfIdle(&waiting)
        }
    }

    private func startIfIdle(_ waiting: inout Waiting) {
        guard !waiting.isRunning else { return }
        waiting.isRunning = true
        thread.async { self.runAll() }
    }

    private func runAll() {
        while let next = next() {
            for mend in next.mends { mend() }
            if !next.jobs.isEmpty || !next.uses.isEmpty { run(next.jobs, next.uses) }
        }
    }

    /// What is to be done next; nil when the thread has nothing more to do.
    private func next() -> Waiting? {
        waiting.withLock { waiting in
            guard !waiting.mends.isEmpty || !waiting.jobs.isEmpty || !waiting.uses.isEmpty else {
                waiting.isRunning = false
                return nil
            }
            let jobs = Array(waiting.jobs.prefix(Self.jobsPerTransaction))
            waiting.jobs.removeFirst(jobs.count)
            defer {
                waiting.mends.removeAll()
                waiting.uses.removeAll(keepingCapacity: true)
            }
            return Waiting(mends: waiting.mends, jobs: jobs, uses: waiting.uses)
        }
    }

    private func run(_ jobs: [Job], _ uses: [Use: Int64]) {
        do throws(StateError) {
            let opened =
                switch file.access() {
                case .usable(let file): file
                case .suspect(let suspect): try file.mend(suspect)
                case .failed(let error): throw error
                }
            try run(jobs, uses, on: opened)
        } catch {
            for job in jobs { job.fail(error) }
        }
    }

    /// - Throws: ``StateError`` when none of the jobs was done.
    private func run(_ jobs: [Job], _ uses: [Use: Int64], on opened: OpenFile) throws(StateError) {
        let now = ContinuousClock.now
        let patience = jobs.map { $0.deadline - now }.min() ?? Self.patienceForUses
        do throws(SQLiteError) {
            let ends = try opened.writer.transaction(waitingAtMost: patience) { (handle) throws(SQLiteError) in
                try Self.note(uses, &handle)
                return try jobs.map { (job) throws(SQLiteError) in
                    do throws(SQLiteError) {
                        return try handle.savepoint(job.run)
                    } catch  where !error.endsTransaction {
                        return { job.fail(StateError(error)) }
                    }
                }
            }
            for end in ends { end() }
        } catch  where error.code == .busy {
            let now = ContinuousClock.now
            for job in jobs where job.deadline <= now { job.fail(StateError(error)) }
            putBack(jobs.filter { $0.deadline > now })
        } catch  where error.code == .corrupt {
            _ = try file.mend(opened, after: error)
            for job in jobs where job.isRepeated { job.fail(StateError(error)) }
            putBack(
                jobs.filter { !$0.isRepeated }.map {
                    Job(deadline: $0.deadline, isRepeated: true, run: $0.run, fail: $0.fail)
                })
        } catch {
            throw StateError(error)
        }
    }

    private func putBack(_ jobs: [Job]) { waiting.withLock { $0.jobs.insert(contentsOf: jobs, at: 0) } }

    private static func note(_ uses: [Use: Int64], _ handle: inout SQLiteHandle) throws(SQLiteError) {
        for (use, milliseconds) in uses {
            switch use {
            case .session(let id):
                try handle.execute(
                    "UPDATE sessions SET last_used_at = max(last_used_at, ?) WHERE id = ?", .integer(milliseconds),
                    .text(id.string))
            case .key(let id):
                try handle.execute(
                    "UPDATE api_keys SET last_used_at = ? WHERE id = ?", .integer(milliseconds), .text(id.string))
            }
        }
    }
}
