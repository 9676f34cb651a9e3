import HTTP
import MCP
import Synchronization

/// Where the messages about one request go: before its answer any number of notifications.
protocol ReplyChannel: Sendable {
    func notify(_ message: [UInt8]) async
}

/// The answer of the POST itself: plain JSON, or an event stream once something comes before the result.
final class PostReply: ReplyChannel {
    private let stream: PostStream
    // Looked at without a turn at the actor: most answers stream nothing, and a turn is a change of threads.
    private let hasBegun = Atomic(false)

    init(_ exchange: any HTTPExchange) { stream = PostStream(exchange) }

    /// Whether an event stream was begun.
    var isStreaming: Bool { hasBegun.load(ordering: .sequentiallyConsistent) }

    func notify(_ message: [UInt8]) async {
        hasBegun.store(true, ordering: .sequentiallyConsistent)
        await stream.send(message)
    }
}

/// The event stream that answers a POST: its head goes out before its first event, however many send at once.
private actor PostStream {
    private let exchange: any HTTPExchange
    private var hasBegun = false

    init(_ exchange: any HTTPExchange) { self.exchange = exchange }

    func send(_ message: [UInt8]) async {
        if !hasBegun {
            hasBegun = true
            await exchange.begin(200, fields: EventStreamText.fields)
        }
        // A client that has gone is noticed by the exchange itself.
        try? await exchange.write(EventStreamText.event(message))
    }
}

/// A `/sse` stream that the web server holds.
struct StreamReply: ReplyChannel {
    let channel: String
    let publisher: any EventPublisher

    func notify(_ message: [UInt8]) async {
        // Progress that cannot be delivered is lost; the result follows by itself.
        try? await publisher.publish(.message(message), to: channel)
    }
}

/// Server-sent events as text.
enum EventStreamText {
    static let fields: HTTPFields = [
        .contentType: "text/event-stream", .cacheControl: "no-cache, no-transform", "x-accel-buffering": "no",
    ]

    /// One message event; JSON from our writer holds no line breaks.
    static func event(_ message: [UInt8]) -> [UInt8] {
        Array("event: message\ndata: ".utf8) + message + Array("\n\n".utf8)
    }
}
