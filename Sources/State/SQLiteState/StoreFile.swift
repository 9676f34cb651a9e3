import FoundationEssentials
import SQLite
import State
import Synchronization

/// The file at the store's path, whatever happens to it: who uses it learns within half a second that it was deleted,
/// replaced or damaged, and goes on with what stands there then.
final class StoreFile: Sendable {
    enum Access {
        case usable(OpenFile)
        /// To be mended first, on the thread that may wait: see ``mend(_:after:)``.
        case suspect(OpenFile)
        case failed(StateError)
    }

    private struct Situation {
        /// Kept open until there is another one, so that nobody's file is taken for it.
        var file: OpenFile
        var nextLook = ContinuousClock.now + StoreFile.interval
        var failure: (error: StateError, until: ContinuousClock.Instant)?
    }

    private static let interval = Duration.milliseconds(500)
    /// How long a file that was found to be sound is believed in, whatever a statement says.
    private static let trust = Duration.seconds(2)

    private let file: ApplicationFile
    private let patience: Duration
    private let largestSize: Int
    private let now: @Sendable () -> Date
    private let onIncident: @Sendable (StateIncident) -> Void
    private let situation: Mutex<Situation>

    init(
        path: String, acceptsNew: Bool, patience: Duration, largestSize: Int, now: @escaping @Sendable () -> Date,
        onIncident: @escaping @Sendable (StateIncident) -> Void
    ) throws(StateError) {
        let file = ApplicationFile(path: path, application: Schema.application)
        do throws(SQLiteError) {
            let incident = Self.incident(at: path, now(), isStart: true)
            let (writer, finding) = try file.open(
                acceptsNew: acceptsNew, timestamp: { Self.stamp(now()) },
                fill: { (handle, finding) throws(SQLiteError) in try incident(finding)?.keep(&handle) })
            situation = Mutex(Situation(file: try OpenFile(file.path, writer: writer, largestSize)))
            if let incident = incident(finding) { onIncident(incident) }
        } catch {
            throw StateError(error, atStartWith: path)
        }
        self.file = file
        self.patience = patience
        self.largestSize = largestSize
        self.now = now
        self.onIncident = onIncident
    }

    /// What can be used now; looks at the file now and then, which takes microseconds.
    func access() -> Access {
        let now = ContinuousClock.now
        let (file, failure, isDue) = situation.withLock { situation in
            let isDue = now >= situation.nextLook
            if isDue { situation.nextLook = now + Self.interval }
            return (situation.file, situation.failure, isDue)
        }
        if let failure { return now < failure.until ? .failed(failure.error) : .suspect(file) }
        return !isDue || file.seemsWell() ? .usable(file) : .suspect(file)
    }

    /// Goes on with what stands at the path; makes a new store where there is none and keeps a damaged one aside.
    ///
    /// Waits for other processes: for the one thread that may.
    /// - Parameters:
    ///   - suspect: what should not be used any more.
    ///   - error: the damage that a statement met, if one did.
    /// - Returns: what to use instead.
    /// - Throws: ``StateError`` when there is nothing that could be used, with the code `foreign` for another's file.
    func mend(_ suspect: OpenFile, after error: SQLiteError? = nil) throws(StateError) -> OpenFile {
        let (current, failure) = situation.withLock { ($0.file, $0.failure) }
        if let failure, ContinuousClock.now < failure.until { throw failure.error }
        // Somebody was here before.
        if failure == nil, current !== suspect { return current }
        if let error, let checkedAt = suspect.checkedAt, ContinuousClock.now - checkedAt < Self.trust {
            throw StateError(error)
        }
        do throws(SQLiteError) {
            let incident = Self.incident(at: file.path, now(), isStart: false)
            let (writer, finding) = try file.open(
                replacing: suspect.mark, isSuspect: error != nil, acceptsNew: true, within: patience,
                timestamp: { Self.stamp(now()) },
                fill: { (handle, finding) throws(SQLiteError) in try incident(finding)?.keep(&handle) })
            let opened = try OpenFile(file.path, writer: writer, largestSize, isSound: error != nil)
            situation.withLock { $0 = Situation(file: opened) }
            if finding != .good || !opened.mark.hasSameFiles(as: suspect.mark), let incident = incident(finding) {
                onIncident(incident)
            }
            return opened
        } catch {
            let error = StateError(error, path: nil)
            situation.withLock { $0.failure = (error, .now + Self.interval) }
            throw error
        }
    }

    private static func incident(
        at path: String, _ date: Date, isStart: Bool
    ) -> @Sendable (ApplicationFile.Finding) -> StateIncident? {
        { finding in
            let description: String
            switch finding {
            case .nothing where isStart, .good where isStart: return nil
            case .good: description = "\(path) is another file now, of another worker or restored: going on with that"
            case .nothing: description = "\(path) was gone: a new store was begun, without sessions and API keys"
            case .damaged(let reason, let keptAt):
                description =
                    "\(path) was damaged (\(reason)): it is kept as \(keptAt), and a new store was begun, "
                    + "without sessions and API keys"
            }
            return StateIncident(date: date, description: description)
        }
    }

    private static func stamp(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    }
}

extension StateIncident {
    /// Writes it into a store that was just made.
    fileprivate func keep(_ handle: inout SQLiteHandle) throws(SQLiteError) {
        try SQLiteKeyedStore.put(bytes, at: Self.key, until: date + Self.retention.inSeconds, &handle)
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
            case .foreign: .foreign
            case .laterVersion: .tooNew
            case .io, .other: .unavailable
            }
        // What was found at a path says all by itself.
        let isFinding = error.code == .foreign || error.code == .laterVersion
        self.init(code, (path.map { "\($0): " } ?? "") + (isFinding ? error.message : error.description))
    }

    /// What stops a start, with the way to go on.
    init(_ error: SQLiteError, atStartWith path: String) {
        switch error.code {
        case .corrupt:
            self.init(
                .damaged,
                "\(error.message). Put a backup in its place, or start once with --accept-new-store: that keeps it aside as "
                    + "\(path).corrupt-<time> and begins a new store, without the sessions and API keys of the old one")
        case .foreign:
            self.init(.foreign, "\(error.message). Choose another file with STORE, or move this one away")
        case .laterVersion:
            self.init(.tooNew, "\(error.message): run that version, or choose another file with STORE")
        default: self.init(error, path: path)
        }
    }
}
