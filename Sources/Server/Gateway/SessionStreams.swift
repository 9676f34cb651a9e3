import Auth
import Encodings
import HTTP
import MCP
import State

extension Gateway {
    /// `GET /mcp`: the standalone stream of a legacy session.
    func openSessionStream(_ request: HTTPRequest, _ principal: Principal) async throws(RequestFailure) -> Answer {
        let version = RoutingHeaders(request).version.text
        let isModern = version.flatMap { ProtocolVersion($0) }?.isModern ?? false
        guard !isModern, request.fields[.mcpSessionID] != nil else {
            throw .methodNotAllowed([.post, .get, .delete])
        }
        try checkLegacyVersion(RoutingHeaders(request))
        let session = try await session(of: request, principal)
        return .response(.stream("mcp-\(session.id)"))
    }

    /// `DELETE /mcp`: ends a legacy session.
    func endSession(_ request: HTTPRequest, _ principal: Principal) async throws(RequestFailure) -> Answer {
        try checkLegacyVersion(RoutingHeaders(request))
        let session = try await session(of: request, principal)
        _ = try await stateCall { () throws(StateError) in
            try await state.sessions.end(session.id, of: principal.subject)
        }
        return .response(HTTPResponse(204))
    }
}
