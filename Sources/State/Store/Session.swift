package import FoundationEssentials

/// The transports that a session can be on.
package enum SessionTransport: String, Sendable, Hashable, CaseIterable {
    case streamableHTTP = "streamable-http"
    /// HTTP with SSE: the session lives as long as its stream.
    case sse
}

/// A session before it has an id.
package struct NewSession: Sendable, Hashable {
    /// The subject of its owner.
    package var principal: String
    package var transport: SessionTransport
    package var protocolVersion: String
    package var clientName: String
    /// The `capabilities` that the client sent, as JSON.
    package var clientCapabilities: String

    package init(
        principal: String, transport: SessionTransport, protocolVersion: String, clientName: String = "",
        clientCapabilities: String = "{}"
    ) {
        self.principal = principal
        self.transport = transport
        self.protocolVersion = protocolVersion
        self.clientName = clientName
        self.clientCapabilities = clientCapabilities
    }
}

/// A session of a legacy client.
package struct Session: Sendable, Hashable {
    package let id: String
    package let principal: String
    package let transport: SessionTransport
    package let protocolVersion: String
    package let clientName: String
    package let clientCapabilities: String
    package let createdAt: Date
    package let lastUsedAt: Date

    package init(id: String, _ new: NewSession, createdAt: Date, lastUsedAt: Date) {
        self.id = id
        principal = new.principal
        transport = new.transport
        protocolVersion = new.protocolVersion
        clientName = new.clientName
        clientCapabilities = new.clientCapabilities
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
    }
}

/// A wish to cancel a call that may run in another worker.
package struct Cancellation: Sendable, Hashable {
    package let session: String
    /// The request's id as JSON.
    package let request: String

    package init(session: String, request: String) {
        self.session = session
        self.request = request
    }
}
