import Auth
import HTTP
import MCP

/// A request on its way through the gateway.
struct IncomingRequest: Sendable {
    let http: HTTPRequest
    let exchange: any HTTPExchange
    let account: CallAccount
}

/// Serves a request; its failures are answers already.
typealias Responder = @Sendable (IncomingRequest) async -> Answer

/// Does something for every request around what serves it.
typealias Middleware = @Sendable (IncomingRequest, Responder) async -> Answer

extension HTTPRequest {
    /// True when the body is declared as JSON, parameters such as a character set allowed.
    var hasJSONBody: Bool { fields.mediaType == .json }

    /// True for a client that reads event streams but no plain JSON.
    var acceptsEventsOnly: Bool { fields.accept(.eventStream) && !fields.accept(.json) }
}

extension RoutingHeaders {
    init(_ request: HTTPRequest) {
        self.init(
            protocolVersion: request.fields.values(of: .mcpProtocolVersion),
            method: request.fields.values(of: .mcpMethod), name: request.fields.values(of: .mcpName))
    }
}
