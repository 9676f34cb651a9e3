import Synchronization

/// A clock for pauses that stands still until a test moves it; whoever sleeps by it wakes when its time has come.
package final class SteppedClock: Clock {
    package struct Instant: InstantProtocol {
        let offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let id: Int
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var lastID = 0
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())
    private let watchers = Waiters()

    package init() {}

    package var now: Instant { state.withLock { $0.now } }
    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                fallAsleep(Sleeper(id: id, deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                // Cancelled before it fell asleep: it must not do so any more.
                state.cancelled.insert(id)
                return Self.remove(&state.sleepers) { $0.id == id }.first
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock on and wakes whose time has come.
    package func advance(by duration: Duration) {
        let woken = state.withLock { state in
            let now = state.now.advanced(by: duration)
            state.now = now
            return Self.remove(&state.sleepers) { $0.deadline <= now }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Waits until at least this many tasks sleep, or the task is cancelled.
    package func waitForSleepers(_ count: Int = 1) async {
        await watchers.wait(for: count) { state.withLock(\.sleepers.count) }
    }

    private func fallAsleep(_ sleeper: Sleeper) {
        enum Outcome { case asleep(count: Int), awake, cancelled }
        let outcome = state.withLock { state -> Outcome in
            guard !state.cancelled.contains(sleeper.id) else { return .cancelled }
            guard sleeper.deadline > state.now else { return .awake }
            state.sleepers.append(sleeper)
            return .asleep(count: state.sleepers.count)
        }
        switch outcome {
        case .asleep(let count): watchers.wake(count)
        case .awake: sleeper.continuation.resume()
        case .cancelled: sleeper.continuation.resume(throwing: CancellationError())
        }
    }

    private static func remove(_ sleepers: inout [Sleeper], _ isChosen: (Sleeper) -> Bool) -> [Sleeper] {
        let chosen = sleepers.filter(isChosen)
        sleepers.removeAll(where: isChosen)
        return chosen
    }
}
