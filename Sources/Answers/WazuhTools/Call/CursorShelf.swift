import Synchronization

/// Keeps where walks through long lists go on, because the indexer's own positions are too long for a model to repeat.
package protocol CursorShelf: Sendable {
    /// Keeps a position for some minutes.
    /// - Parameter position: the position, as JSON.
    /// - Returns: a short name for it.
    /// - Throws: whatever keeps the shelf from taking it.
    func put(_ position: [UInt8]) throws -> String

    /// What was kept under a name; nil when there is nothing any more.
    func position(named name: String) async throws -> [UInt8]?
}

/// The positions of a single process, for tests.
package final class MemoryCursorShelf: CursorShelf {
    private let positions = Mutex<[[UInt8]]>([])

    package init() {}

    package func put(_ position: [UInt8]) throws -> String {
        positions.withLock { positions in
            positions.append(position)
            return "position\(positions.count)"
        }
    }

    package func position(named name: String) throws -> [UInt8]? {
        guard name.hasPrefix("position"), let number = Int(name.dropFirst(8)) else { return nil }
        return positions.withLock { $0.indices.contains(number - 1) ? $0[number - 1] : nil }
    }
}
