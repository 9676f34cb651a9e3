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
        /// Runs inside a transaction and returns what tells the caller once it is committed.
        let run: @Sendable (inout SQLiteHandle) throws(SQLiteError) -> @Sendable () -> Void
        let fail: @Sendable (StateError) -> Void
    }

    private struct Waiting {
        var jobs: [Job] = []
        var uses: [Use: Int64] = [:]
        var isRunning = false
    }

    /// How many writes may wait; the rest are told to come again.
    static let mostJobs = 256
    private static let mostUses = 256
    /// How many writes share a transaction, so that other processes get their turn.
    private static let jobsPerTransaction = 64

    private let waiting = Mutex(Waiting())
    private let thread = DispatchQueue(label: "state writes")
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// False when too many wait already.
    func submit(_ job: Job) -> Bool {
        waiting.withLock { waiting in
            guard waiting.jobs.count < Self.mostJobs else { return false }
            waiting.jobs.append(job)
            startIfIdle(&waiting)
            return true
        }
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
        while let (jobs, uses) = next() { run(jobs, uses) }
    }

    private func next() -> (jobs: [Job], uses: [Use: Int64])? {
        waiting.withLock { waiting in
            guard !waiting.jobs.isEmpty || !waiting.uses.isEmpty else {
                waiting.isRunning = false
                return nil
            }
            let jobs = Array(waiting.jobs.prefix(Self.jobsPerTransaction))
            waiting.jobs.removeFirst(jobs.count)
            defer { waiting.uses.removeAll(keepingCapacity: true) }
            return (jobs, waiting.uses)
        }
    }

    private func run(_ jobs: [Job], _ uses: [Use: Int64]) {
        let now = ContinuousClock.now
        let patience = jobs.map { $0.deadline - now }.min() ?? .milliseconds(100)
        do throws(SQLiteError) {
            let ends = try connection.transaction(waitingAtMost: patience) { (handle) throws(SQLiteError) in
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
            let patient = jobs.filter { $0.deadline > now }
            waiting.withLock { $0.jobs.insert(contentsOf: patient, at: 0) }
        } catch {
            for job in jobs { job.fail(StateError(error)) }
        }
    }

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

extension StateError {
    init(_ error: SQLiteError, path: String? = nil) {
        let code: Code =
            switch error.code {
            case .busy: .busy
            case .full: .diskFull
            case .corrupt: .damaged
            case .constraint: .conflict
            case .io, .other: .unavailable
            }
        self.init(code, (path.map { "\($0): " } ?? "") + error.description)
    }

    static func tooNew(_ path: String) -> StateError {
        StateError(.tooNew, "\(path) was made by a later version: run that version, or choose another file with STORE")
    }
}
