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
    var hasJSONBody: Bool {
        guard let type = fields[.contentType] else { return false }
        let essence = type.utf8.prefix { $0 != UInt8(ascii: ";") }
            .split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard essence.count == 1 else { return false }
        return essence[0].elementsEqual("application/json".utf8) { ($0 | 0x20) == ($1 | 0x20) }
    }

    /// True for a client that reads event streams but no plain JSON.
    var acceptsEventsOnly: Bool {
        var acceptsEvents = false
        for type in fields.values(of: .accept).flatMap({ $0.utf8.split(separator: UInt8(ascii: ",")) }) {
            let essence = type.prefix { $0 != UInt8(ascii: ";") }.filter { $0 > UInt8(ascii: " ") }
            switch String(decoding: essence, as: UTF8.self).lowercased() {
            case "text/event-stream": acceptsEvents = true
            case "*/*", "application/*", "application/json": return false
            default: continue
            }
        }
        return acceptsEvents
    }
}

extension RoutingHeaders {
    init(_ request: HTTPRequest) {
        self.init(
            protocolVersion: request.fields.values(of: .mcpProtocolVersion),
            method: request.fields.values(of: .mcpMethod), name: request.fields.values(of: .mcpName))
    }
}
