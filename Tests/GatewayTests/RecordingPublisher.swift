import Gateway
import JSON
import Synchronization
import TestSupport

/// A publisher that remembers what was put on which channel, and can be out of order.
final class RecordingPublisher: EventPublisher {
    struct Published: Sendable, Hashable {
        let channel: String
        let event: StreamEvent
    }

    let published = Recorder<Published>()
    private let isDown = Mutex(false)

    func fail() { isDown.withLock { $0 = true } }

    func publish(_ event: StreamEvent, to channel: String) async throws(PublishingError) {
        guard !isDown.withLock(\.self) else { throw PublishingError("connection refused") }
        published.record(Published(channel: channel, event: event))
    }

    /// The JSON-RPC messages on a channel, in their order.
    func messages(on channel: String) -> [JSON] {
        published.all.filter { $0.channel == channel && $0.event.name == "message" }
            .compactMap { try? JSON(parsing: $0.event.data) }
    }
}
