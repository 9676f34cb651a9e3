import Auth
import HTTP
import JSON
import MCP
import Store

extension Gateway {
    /// `POST /mcp` and `POST /`: one endpoint for all protocol versions.
    func postMessage(_ request: HTTPRequest, _ principal: Principal, _ exchange: any HTTPExchange) async {
        guard request.hasJSONBody else {
            return await exchange.respond(.failure(415, "Send the message as Content-Type: application/json."))
        }
        let headers = RoutingHeaders(
            protocolVersion: request.fields.values(of: .mcpProtocolVersion),
            method: request.fields.values(of: .mcpMethod), name: request.fields.values(of: .mcpName))
        do throws(RPCFailure) {
            switch try MessageBody(parsing: request.body) {
            case .batch(let elements): try await postBatch(elements, headers, request, principal, exchange)
            case .single(let message):
                switch try Era.of(message, version: headers.version) {
                case .modern: await postModern(message, headers, principal, exchange)
                case .legacy: try await postLegacy(message, headers, request, principal, exchange)
                }
            }
        } catch {
            let id = (try? JSON(parsing: request.body)).flatMap(Message.readableID)
            await exchange.respond(.rpcFailure(error, id: id))
        }
    }

    private func postModern(
        _ message: Message, _ headers: RoutingHeaders, _ principal: Principal, _ exchange: any HTTPExchange
    ) async {
        guard case .request(let rpc) = message else { return await exchange.respond(.accepted) }
        let version: ProtocolVersion
        do throws(RPCFailure) {
            version = try ModernLadder.check(rpc, headers: headers)
        } catch {
            return await exchange.respond(.rpcFailure(error, id: rpc.id))
        }
        let reply = PostReply(exchange)
        let call = CallContext(principal: principal, version: version, sessionID: nil, reply: reply, exchange: exchange)
        let answer = await answer(rpc, era: .modern, call)
        await reply.finish(response(to: answer, id: rpc.id, prefersEvents: false))
    }

    /// The HTTP form of an answer to a POST.
    func response(to reply: RPCReply, id: RequestID, prefersEvents: Bool) -> HTTPResponse {
        guard let body = reply.message(id: id) else { return .accepted }
        switch reply {
        case .failure(let failure): return .json(HTTPStatus(rawValue: failure.status), body, fields: .uncached)
        case .forbidden(let scope):
            return .json(403, body, fields: [.wwwAuthenticate: challenge.insufficientScope(scope)])
        case .result, .cancelled:
            guard prefersEvents else { return .json(200, body, fields: .uncached) }
            return HTTPResponse(200, fields: EventStreamText.fields, body: EventStreamText.event(body))
        }
    }
}

extension HTTPRequest {
    /// True when the body is declared as JSON, parameters such as a character set allowed.
    var hasJSONBody: Bool {
        guard let type = fields[.contentType] else { return false }
        let essence = type.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        return essence == "application/json"
    }

    /// True for a client that reads event streams but no plain JSON.
    var acceptsEventsOnly: Bool {
        let accepted = fields.values(of: .accept).joined(separator: ",").lowercased()
        return accepted.contains("text/event-stream") && !accepted.contains("json") && !accepted.contains("*/*")
            && !accepted.contains("application/*")
    }
}

extension HTTPFields {
    /// Answers depend on the caller: nothing between us and it may keep them.
    static let uncached: HTTPFields = [.cacheControl: "no-store"]
}

extension HTTPResponse {
    static let accepted = HTTPResponse(202)

    static func rpcFailure(_ failure: RPCFailure, id: RequestID?) -> HTTPResponse {
        .json(HTTPStatus(rawValue: failure.status), RPCEncoding.error(failure.error, id: id), fields: .uncached)
    }
}
