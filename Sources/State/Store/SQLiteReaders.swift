import SQLite
import Synchronization

/// Connections that only read, used in turn: a look-up waits for no write, and seldom for another look-up.
///
/// Every request looks its session up; behind one connection that cost a quarter of a worker's time in waiting.
final class SQLiteReaders: Sendable {
    private static let count = 8

    private let connections: [SQLiteConnection]
    private let turn = Atomic(0)

    init(path: String, busyTimeout: Duration) throws(SQLiteError) {
        var connections: [SQLiteConnection] = []
        for _ in 0..<Self.count {
            connections.append(try SQLiteConnection(path: path, busyTimeout: busyTimeout, readsOnly: true))
        }
        self.connections = connections
    }

    var next: SQLiteConnection {
        let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return connections[turn & (Self.count - 1)]
    }
}
