import Synchronization

/// What happened, in its order, told from any task or thread; a test can wait until enough has.
package final class Recorder<Event: Sendable>: Sendable {
    private let events = Mutex<[Event]>([])
    private let waiters = Waiters()

    package init() {}

    package var all: [Event] { events.withLock { $0 } }

    package func record(_ event: Event) {
        let count = events.withLock { events in
            events.append(event)
            return events.count
        }
        waiters.wake(count)
    }

    /// Waits until at least this many events are recorded, or the task is cancelled.
    package func wait(for count: Int) async { await waiters.wait(for: count) { events.withLock(\.count) } }
}
