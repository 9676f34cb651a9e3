package import Encodings
package import FoundationEssentials

/// The transports that a session can be on.
package enum SessionTransport: String, Sendable, Hashable, CaseIterable {
    case streamableHTTP = "streamable-http"
    /// HTTP with SSE: the session lives as long as its stream.
    case sse
}

/// What a client said of itself in `initialize`.
package struct SessionClient: Sendable, Hashable {
    package let protocolVersion: ExactText
    package let name: ExactText
    /// The `capabilities` that the client sent, as JSON.
    package let capabilities: ExactText

    package init(protocolVersion: ExactText, name: ExactText = "", capabilities: ExactText = "{}") {
        self.protocolVersion = protocolVersion
        self.name = name
        self.capabilities = capabilities
    }

    /// - Throws: ``StateError`` with the code `tooLarge`.
    package func checkBounds() throws(StateError) {
        try StateBounds.check("protocol version", protocolVersion.utf8.count, atMost: StateBounds.protocolVersion)
        try StateBounds.check("client name", name.utf8.count, atMost: StateBounds.clientName)
        try StateBounds.check("client capabilities", capabilities.utf8.count, atMost: StateBounds.clientCapabilities)
    }
}

/// A session of a legacy client.
package struct Session: Sendable, Hashable {
    /// 43 base64url characters of 256 random bits.
    package let id: ExactText
    package let transport: SessionTransport
    package let client: SessionClient
    /// The last use that is written down; uses are noted about once a minute.
    package let lastUsedAt: Date

    package init(id: ExactText, transport: SessionTransport, client: SessionClient, lastUsedAt: Date) {
        self.id = id
        self.transport = transport
        self.client = client
        self.lastUsedAt = lastUsedAt
    }
}

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
    package init(idle: Duration = .seconds(1_800), sseIdle: Duration = .seconds(86_400), perPrincipal: Int = 100) {
        self.idle = idle
        self.sseIdle = sseIdle
        self.perPrincipal = max(1, perPrincipal)
    }

    /// Sessions whose last use is this old have expired.
    package func lastUseOfExpired(_ transport: SessionTransport, now: Date) -> Date {
        now - limit(of: transport).inSeconds
    }

    /// Whether the last use is old enough to be noted again: rarely, so that most requests write nothing.
    package func isUseDue(_ transport: SessionTransport, lastUsedAt: Date, now: Date) -> Bool {
        now.timeIntervalSince(lastUsedAt) > min(60, limit(of: transport).inSeconds / 2)
    }

    private func limit(of transport: SessionTransport) -> Duration {
        switch transport {
        case .streamableHTTP: idle
        case .sse: sseIdle
        }
    }
}

extension Duration {
    /// The length in seconds.
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
