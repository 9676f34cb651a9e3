import Synchronization

/// Tasks that wait until something has been counted often enough, or until they are cancelled: a test that waits in vain
/// ends at its time limit.
final class Waiters: Sendable {
    private struct Waiter {
        let id: Int
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var lastID = 0
        var waiting: [Waiter] = []
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    /// Waits until `current` gives at least this many; whoever changes what it gives calls ``wake(_:)`` afterwards.
    func wait(for count: Int, current: @Sendable () -> Int) async {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    guard !state.cancelled.contains(id) else { return false }
                    state.waiting.append(Waiter(id: id, count: count, continuation: continuation))
                    return true
                }
                // Looked at only now, so that no change can slip in between.
                if waits { wake(current()) } else { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.cancelled.insert(id)
                return Self.remove(&state.waiting) { $0.id == id }.first
            }
            waiter?.continuation.resume()
        }
    }

    /// Wakes those for whom this many are enough.
    func wake(_ count: Int) {
        let ready = state.withLock { state in Self.remove(&state.waiting) { $0.count <= count } }
        for waiter in ready { waiter.continuation.resume() }
    }

    private static func remove(_ waiting: inout [Waiter], _ isChosen: (Waiter) -> Bool) -> [Waiter] {
        let chosen = waiting.filter(isChosen)
        waiting.removeAll(where: isChosen)
        return chosen
    }
}
