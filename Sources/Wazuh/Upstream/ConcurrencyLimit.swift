import Synchronization

/// Lets a bounded number of calls run at a time; the rest wait in order.
///
/// The Wazuh API runs requests one by one and counts the time they queue there against a limit of 10 s.
/// A lock and no actor, so that a call that need not wait does not change threads.
package final class ConcurrencyLimit: Sendable {
    private struct Waiter {
        let id: Int
        let end: ContinuousClock.Instant?
        /// Resumed with nil when its turn has come.
        let continuation: CheckedContinuation<Refusal?, Never>
    }

    private struct State {
        var free: Int
        var waiting: [Waiter] = []
        var nextID = 0
        var isWatched = false

        mutating func takesTurn() -> Bool {
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    private let state: Mutex<State>
    private let longestQueue: Int

    /// - Parameters:
    ///   - count: how many run at a time, from 1.
    ///   - longestQueue: how many wait at most; more are refused.
    package init(_ count: Int, longestQueue: Int = 256) {
        state = Mutex(State(free: max(count, 1)))
        self.longestQueue = longestQueue
    }

    /// Why a call was not let through.
    package enum Refusal: Error, Hashable { case queueFull, timedOut, cancelled }

    /// Runs `work` when its turn comes.
    /// - Parameters:
    ///   - end: until when it waits for its turn; nil for however long it takes.
    ///   - work: what runs; it has to look after its own end.
    /// - Returns: what came of the work.
    /// - Throws: ``Refusal`` when too many wait already, or the time is up or the task is cancelled before its turn.
    package func run<Value: Sendable, Failure>(
        until end: ContinuousClock.Instant? = nil, _ work: @Sendable () async throws(Failure) -> Value
    ) async throws(Refusal) -> Result<Value, Failure> {
        try await acquire(until: end)
        defer { release() }
        do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
    }

    private func acquire(until end: ContinuousClock.Instant?) async throws(Refusal) {
        if let end, end <= .now { throw .timedOut }
        let id: Int? = state.withLock { state in
            state.nextID += 1
            return !Task.isCancelled && state.takesTurn() ? nil : state.nextID
        }
        guard let id else { return }
        let refusal = await withTaskCancellationHandler {
            await withCheckedContinuation { wait(Waiter(id: id, end: end, continuation: $0)) }
        } onCancel: {
            leave(because: .cancelled) { $0.id == id }
        }
        if let refusal { throw refusal }
    }

    private func wait(_ waiter: Waiter) {
        // A turn may have come free since, and a cancellation may have come before there was whom to tell.
        let outcome: Refusal?? = state.withLock { state in
            if !Task.isCancelled, state.takesTurn() { return .some(nil) }
            // A full queue is told to the cancelled too: nobody has to wait in it to learn that.
            guard state.waiting.count < longestQueue else { return .some(.queueFull) }
            if Task.isCancelled { return .some(.cancelled) }
            state.waiting.append(waiter)
            if waiter.end != nil, !state.isWatched {
                state.isWatched = true
                // Unstructured, because one timer serves all that wait.
                Task { await watch() }
            }
            return nil
        }
        if let outcome { waiter.continuation.resume(returning: outcome) }
    }

    /// Ends what waits past its time, until nothing waits any more.
    private func watch() async {
        while hasWaiting() {
            try? await Task.sleep(for: .milliseconds(50))
            let now = ContinuousClock.now
            leave(because: .timedOut) { waiter in waiter.end.map { $0 <= now } ?? false }
        }
    }

    private func hasWaiting() -> Bool {
        state.withLock { state in
            state.isWatched = !state.waiting.isEmpty
            return state.isWatched
        }
    }

    private func release() {
        let next: Waiter? = state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.continuation.resume(returning: nil)
    }

    private func leave(because refusal: Refusal, where isOver: (Waiter) -> Bool) {
        let over: [Waiter] = state.withLock { state in
            let over = state.waiting.filter(isOver)
            state.waiting.removeAll(where: isOver)
            return over
        }
        for waiter in over { waiter.continuation.resume(returning: refusal) }
    }
}
