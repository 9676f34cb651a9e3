/// Lets a bounded number of calls run at a time; the rest wait in order.
///
/// The Wazuh API runs requests one by one and counts the time they queue there against a limit of 10 s.
package actor ConcurrencyLimit {
    private var free: Int
    private let longestQueue: Int
    private var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    private var nextID = 0

    /// - Parameters:
    ///   - count: how many run at a time, from 1.
    ///   - longestQueue: how many wait at most; more are refused.
    package init(_ count: Int, longestQueue: Int = 256) {
        free = max(count, 1)
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
        if free > 0, !Task.isCancelled {
            free -= 1
            return
        }
        guard waiting.count < longestQueue else { throw .queueFull }
        let id = nextID
        nextID += 1
        // Unstructured, because the wait is ended by whichever comes first.
        let timer = end.map { end in
            Task {
                try? await Task.sleep(until: end, clock: .continuous)
                leave(id)
            }
        }
        defer { timer?.cancel() }
        let hasTurn = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(returning: false) }
                waiting.append((id, continuation))
            }
        } onCancel: {
            Task { await self.leave(id) }
        }
        guard hasTurn else { throw Task.isCancelled ? .cancelled : .timedOut }
    }

    private func release() {
        guard !waiting.isEmpty else { return free += 1 }
        waiting.removeFirst().continuation.resume(returning: true)
    }

    private func leave(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }
}
