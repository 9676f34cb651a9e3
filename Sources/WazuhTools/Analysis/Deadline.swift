import Synchronization

/// Runs work that is given up at a moment; cancellation reaches what it waits for.
enum Deadline {
    /// - Parameters:
    ///   - end: when the work is given up.
    ///   - work: ends soon after it is cancelled.
    /// - Returns: nil when the time was up first.
    static func run<Value: Sendable>(
        until end: ContinuousClock.Instant, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask { await work() }
            group.addTask {
                try? await Task.sleep(until: end, clock: .continuous)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}

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
