package import FoundationEssentials

/// How long sessions live and how many there are.
package struct SessionLimits: Sendable, Hashable {
    /// How long a session lives unused.
    package let idle: Duration
    /// The same on the `sse` transport, where an open stream is no use that the store sees.
    package let sseIdle: Duration
    package let perPrincipal: Int

    /// - Parameters:
    ///   - idle: how long a session lives unused, more than zero.
    ///   - sseIdle: the same for the `sse` transport.
    ///   - perPrincipal: how many sessions a principal may have, 1 or more.
    package init(idle: Duration, sseIdle: Duration, perPrincipal: Int) {
        self.idle = idle
        self.sseIdle = sseIdle
        self.perPrincipal = max(1, perPrincipal)
    }

    /// When a session that is not used again ends.
    package func expiry(of transport: SessionTransport, lastUsedAt: Date) -> Date {
        lastUsedAt + limit(of: transport).seconds
    }

    /// Sessions whose last use is this old have expired.
    func lastUseOfExpired(_ transport: SessionTransport, now: Date) -> Date { now - limit(of: transport).seconds }

    /// Whether the last use is old enough to be written again: rarely, so that most requests write nothing.
    package func isTouchDue(_ transport: SessionTransport, lastUsedAt: Date, now: Date) -> Bool {
        now.timeIntervalSince(lastUsedAt) > min(60, limit(of: transport).seconds / 2)
    }

    private func limit(of transport: SessionTransport) -> Duration {
        switch transport {
        case .streamableHTTP: idle
        case .sse: sseIdle
        }
    }
}

/// How long other things are kept, in seconds.
enum Retention {
    /// How long a cursor is good for.
    static let cursor = 600.0
    /// How long a wish to cancel is of interest.
    static let cancellation = 60.0
    /// The most wishes that are looked at; without it one caller could make every worker read without end.
    static let cancellations = 1_000
    /// How old the noted last use of a key may be.
    static let keyUse = 60.0
}

extension Duration {
    /// The length in seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
