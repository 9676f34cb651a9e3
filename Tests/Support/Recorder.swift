import Synchronization

/// What happened, in its order, told from any task or thread; a test can wait until enough has.
package final class Recorder<Event: Sendable>: Sendable {
    private struct State {
        var events: [Event] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    package init() {}

    package var all: [Event] { state.withLock { $0.events } }

    package func record(_ event: Event) {
        let ready = state.withLock { state in
            state.events.append(event)
            let count = state.events.count
            defer { state.waiting.removeAll { $0.count <= count } }
            return state.waiting.filter { $0.count <= count }
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Waits until at least this many events are recorded.
    package func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.events.count < count { state.waiting.append((count, continuation)) }
                return state.events.count >= count
            }
            if isThere { continuation.resume() }
        }
    }
}
