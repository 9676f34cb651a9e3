import SQLite
import Synchronization

/// The connections to one file, which may no longer be the one at its path.
final class OpenFile: Sendable {
    let writer: SQLiteConnection
    /// The file, its log and the log's index, as they were opened.
    let mark: FileMark
    /// When all of it was found to be sound; nil when it was not looked at so closely.
    let checkedAt: ContinuousClock.Instant?

    private let path: String
    private let readers: [SQLiteConnection]
    private let turn = Atomic(0)
    private let lastSeen: Mutex<FileMark>

    /// Connections that read are used in turn, so that a look-up seldom waits for another.
    private static let readerCount = 8

    /// Opens the readers; `isSound` says whether all of the file was just checked.
    init(_ path: String, writer: SQLiteConnection, _ largestSize: Int, isSound: Bool = false) throws(SQLiteError) {
        try writer.perform { (handle) throws(SQLiteError) in try handle.limitSize(to: largestSize) }
        self.path = path
        self.writer = writer
        checkedAt = isSound ? .now : nil
        var readers: [SQLiteConnection] = []
        for _ in 0..<Self.readerCount {
            readers.append(try SQLiteConnection(path: path, busyTimeout: .zero, readsOnly: true))
        }
        self.readers = readers
        mark = FileMark(path: path)
        lastSeen = Mutex(mark)
    }

    var reader: SQLiteConnection {
        readers[turn.wrappingAdd(1, ordering: .relaxed).oldValue & (Self.readerCount - 1)]
    }

    /// Whether the file still stands at its path and begins as it should.
    ///
    /// Looks at little, so that it can be asked often: damage further inside is found by the statement that meets it.
    func seemsWell() -> Bool {
        let seen = FileMark(path: path)
        guard seen.hasSameFiles(as: mark) else { return false }
        let last = lastSeen.withLock { last in
            defer { last = seen }
            return last
        }
        guard seen.size >= last.size else { return false }
        // Written to: by a checkpoint most likely.
        guard seen.changed != last.changed else { return true }
        let header = try? reader.perform { (handle) throws(SQLiteError) in handle.header() }
        return header.map(Schema.application.mayOwn) ?? false
    }
}
