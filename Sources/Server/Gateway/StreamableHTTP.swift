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
        let headers = RoutingHeaders(request)
        do throws(RPCFailure) {
            switch try MessageBody(parsing: request.body) {
            case .batch(let elements): try await postBatch(elements, headers, request, principal, exchange)
            case .single(let message):
                switch try Era.of(message, version: headers.version) {
                case .modern: try await postModern(message, headers, request, principal, exchange)
                case .legacy: try await postLegacy(message, headers, request, principal, exchange)
                }
            }
        } catch {
            let id = (try? JSON(parsing: request.body)).flatMap(Message.readableID)
            await exchange.respond(.rpcFailure(error, id: id))
        }
    }

    private func postModern(
        _ message: Message, _ headers: RoutingHeaders, _ request: HTTPRequest, _ principal: Principal,
        _ exchange: any HTTPExchange
    ) async throws(RPCFailure) {
        if case .notification(let notification) = message {
            try ModernLadder.check(notification, headers: headers)
        }
        guard case .request(let rpc) = message else { return await exchange.respond(.accepted) }
        let version = try ModernLadder.check(rpc, headers: headers)
        let reply = PostReply(exchange)
        let call = CallContext(principal: principal, version: version, sessionID: nil, reply: reply, exchange: exchange)
        let answer = await answer(rpc, era: .modern, call)
        await reply.finish(answer, id: rpc.id) { response(to: answer, id: rpc.id, of: request) }
    }

    /// The HTTP form of an answer to a POST.
    func response(to reply: RPCReply, id: RequestID, of request: HTTPRequest) -> HTTPResponse {
        switch reply {
        case .result(let result): .answer(RPCEncoding.result(result, id: id), to: request)
        case .failure(let failure) where failure.status == 200:
            .answer(RPCEncoding.error(failure.error, id: id), to: request)
        case .failure(let failure): .rpcFailure(failure, id: id)
        case .forbidden(let scope):
            .json(403, reply.message(id: id) ?? [], fields: fields(ofForbidden: scope, request))
        case .cancelled: .accepted
        }
    }

    private func fields(ofForbidden scope: String, _ request: HTTPRequest) -> HTTPFields {
        var fields = HTTPFields()
        fields[.wwwAuthenticate] = settings.challenge(for: Route(path: request.path) ?? .mcp)?.insufficientScope(scope)
        return fields
    }
}

extension RoutingHeaders {
    init(_ request: HTTPRequest) {
        self.init(
            protocolVersion: request.fields.values(of: .mcpProtocolVersion),
            method: request.fields.values(of: .mcpMethod), name: request.fields.values(of: .mcpName))
    }
}

extension HTTPRequest {
    /// True when the body is declared as JSON, parameters such as a character set allowed.
    var hasJSONBody: Bool {
        guard let type = fields[.contentType] else { return false }
        let essence = type.prefix { $0 != ";" }.split { $0 == " " || $0 == "\t" }
        return essence.count == 1 && essence[0].lowercased() == "application/json"
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

extension HTTPFields {
    /// Answers depend on the caller: nothing between us and it may keep them.
    static let uncached: HTTPFields = [.cacheControl: "no-store"]
}

extension HTTPResponse {
    static let accepted = HTTPResponse(202)

    /// A message in the form that the client of a request accepts.
    static func answer(_ message: [UInt8], to request: HTTPRequest) -> HTTPResponse {
        guard request.acceptsEventsOnly else { return .json(200, message, fields: .uncached) }
        return HTTPResponse(200, fields: EventStreamText.fields, body: EventStreamText.event(message))
    }

    static func rpcFailure(_ failure: RPCFailure, id: RequestID?) -> HTTPResponse {
        var fields = HTTPFields.uncached
        if failure.status == 503 { fields[.retryAfter] = HTTPFields.retrySoon[.retryAfter] }
        return .json(HTTPStatus(rawValue: failure.status), RPCEncoding.error(failure.error, id: id), fields: fields)
    }
}
