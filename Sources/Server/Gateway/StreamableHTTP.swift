import Auth
import Encodings
import HTTP
import JSON
import MCP

extension Gateway {
    /// `POST /mcp` and `POST /`: one endpoint for all protocol versions.
    func postMessage(_ request: IncomingRequest, _ principal: Principal) async throws(RequestFailure) -> Answer {
        guard request.http.hasJSONBody else {
            throw RequestFailure(415, "Send the message as Content-Type: application/json.")
        }
        let headers = RoutingHeaders(request.http)
        let body = try MessageBody.read(request.http.body)
        do throws(RequestFailure) {
            switch body.kind {
            case .batch(let elements): return try await postBatch(elements, headers, request, principal)
            case .single(let message):
                switch try orRequestFailure({ () throws(RPCFailure) in try Era.of(message, version: headers.version) })
                {
                case .modern: return try await postModern(message, headers, request, principal)
                case .legacy: return try await postLegacy(message, headers, request, principal)
                }
            }
        } catch {
            throw error.answering(body.id)
        }
    }

    private func postModern(
        _ message: Message, _ headers: RoutingHeaders, _ request: IncomingRequest, _ principal: Principal
    ) async throws(RequestFailure) -> Answer {
        guard case .request(let rpc) = message else {
            if case .notification(let notification) = message {
                try orRequestFailure { () throws(RPCFailure) in
                    try ModernLadder.check(notification, headers: headers)
                }
            }
            return .response(.accepted)
        }
        let version = try orRequestFailure { () throws(RPCFailure) in
            try ModernLadder.check(rpc, headers: headers, methods: methods)
        }
        let reply = PostReply(request.exchange)
        let call = CallContext(
            principal: principal, version: version,
            capabilities: RequestMeta(params: rpc.params).clientCapabilities ?? [:], sessionID: nil, reply: reply,
            exchange: request.exchange, account: request.account)
        return answer(await carryOut(rpc, era: .modern, call), to: rpc.id, reply, request.http)
    }

    /// The answer to a POST: the last event when a stream was begun, the whole response otherwise.
    func answer(_ said: RPCReply, to id: RequestID, _ reply: PostReply, _ request: HTTPRequest) -> Answer {
        guard reply.isStreaming else { return .response(response(said, to: id, of: request)) }
        return said.message(id: id).map(Answer.lastEvent) ?? .nothing
    }

    private func response(_ said: RPCReply, to id: RequestID, of request: HTTPRequest) -> HTTPResponse {
        switch said {
        case .result(let result): return .message(RPCEncoding.result(result, id: id), for: request)
        case .failure(let failure) where failure.status == 200:
            return .message(RPCEncoding.error(failure.error, id: id), for: request)
        case .failure(let failure): return .rpcFailure(failure, id: id)
        case .forbidden(let scope):
            var fields = HTTPFields()
            let resource = (try? routes.route(of: request))?.resource ?? "/mcp"
            fields[.wwwAuthenticate] = settings.challenge(for: resource)?.insufficientScope(scope.string)
            return .json(403, said.message(id: id) ?? [], fields: fields)
        case .cancelled: return .accepted
        }
    }
}

/// Runs what the protocol decides alone, inside a request.
func orRequestFailure<Value>(_ body: () throws(RPCFailure) -> Value) throws(RequestFailure) -> Value {
    do throws(RPCFailure) { return try body() } catch { throw RequestFailure(error) }
}

extension MessageBody {
    /// Reads a body, with the id that an error about it should carry.
    static func read(_ body: [UInt8]) throws(RequestFailure) -> (kind: MessageBody, id: RequestID?) {
        let value = try orRequestFailure { () throws(RPCFailure) in try MessageBody.json(body) }
        let id = Message.readableID(of: value)
        do throws(RPCFailure) { return (try MessageBody(value), id) } catch { throw RequestFailure(error, id: id) }
    }
}
