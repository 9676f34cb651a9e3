import Synchronization

/// Counts the parts of a long call that are done.
final class DoneCount: Sendable {
    private let count = Mutex(0)

    /// How many are done, this one included.
    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
