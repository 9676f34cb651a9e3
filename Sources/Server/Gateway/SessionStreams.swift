import Auth
import Encodings
import HTTP
import MCP
import Store

extension Gateway {
    /// `GET /mcp`: the standalone stream of a legacy session.
    func openSessionStream(_ request: HTTPRequest, _ principal: Principal, _ exchange: any HTTPExchange) async {
        let version = RoutingHeaders(request).version.text
        let isModern = version.flatMap(ProtocolVersion.init)?.isModern ?? false
        guard !isModern, request.fields[.mcpSessionID] != nil else {
            return await exchange.respond(.methodNotAllowed([.post, .get, .delete]))
        }
        do throws(RPCFailure) {
            try checkLegacyVersion(RoutingHeaders(request))
            let session = try session(of: request, principal)
            await exchange.respond(.stream("mcp-\(session.id)"))
        } catch {
            await exchange.respond(.rpcFailure(error, id: nil))
        }
    }

    /// `DELETE /mcp`: ends a legacy session.
    func endSession(_ request: HTTPRequest, _ principal: Principal, _ exchange: any HTTPExchange) async {
        do throws(RPCFailure) {
            try checkLegacyVersion(RoutingHeaders(request))
            let session = try session(of: request, principal)
            _ = try storeCall { () throws(StoreError) in
                try store.endSession(id: session.id, principal: principal.subject.string)
            }
            await exchange.respond(HTTPResponse(204))
        } catch {
            await exchange.respond(.rpcFailure(error, id: nil))
        }
    }
}
