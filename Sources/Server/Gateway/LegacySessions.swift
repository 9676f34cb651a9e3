import Auth
import Encodings
import HTTP
import JSON
import MCP
import State

extension Gateway {
    /// A message of 2024-11-05 to 2025-11-25 on `/mcp`.
    func postLegacy(
        _ message: Message, _ headers: RoutingHeaders, _ request: IncomingRequest, _ principal: Principal
    ) async throws(RequestFailure) -> Answer {
        try checkLegacyVersion(headers)
        if case .request(let rpc) = message, rpc.method == Opening.method {
            return .response(try await open(rpc, request, for: principal))
        }
        let session = try await session(of: request.http, principal)
        guard case .request(let rpc) = message else {
            await take(message, in: session, request.account)
            return .response(.accepted)
        }
        let reply = PostReply(request.exchange)
        let call = session.context(principal, reply, request, canBeCancelled: true)
        return answer(await carryOut(rpc, era: .legacy, call), to: rpc.id, reply, request.http)
    }

    /// A batch, which 2025-03-26 alone knows.
    func postBatch(
        _ elements: [JSON], _ headers: RoutingHeaders, _ request: IncomingRequest, _ principal: Principal
    ) async throws(RequestFailure) -> Answer {
        try checkLegacyVersion(headers)
        let longest = settings.limits.batch
        guard (1...longest).contains(elements.count) else {
            throw RequestFailure(RPCFailure(400, RPCError.invalidRequest, "A batch has 1 to \(longest) messages."))
        }
        var messages: [Message] = []
        for element in elements {
            messages.append(try orRequestFailure { () throws(RPCFailure) in try Message(batched: element) })
        }
        let session = try await session(of: request.http, principal)
        guard session.mcpVersion.allowsBatches else {
            throw RequestFailure(
                RPCFailure(
                    400, RPCError.invalidRequest,
                    "Batches are not part of protocol version \(session.mcpVersion.rawValue).")
            )
        }
        let call = session.context(principal, SilentReply(), request, canBeCancelled: false)
        var said: [[UInt8]] = []
        for message in messages {
            guard case .request(let rpc) = message else {
                await take(message, in: session, request.account)
                continue
            }
            if let message = await carryOut(rpc, era: .legacy, call).message(id: rpc.id) { said.append(message) }
        }
        return .response(said.isEmpty ? .accepted : .json(200, RPCEncoding.batch(said), fields: .uncached))
    }

    /// - Throws: ``RequestFailure`` for a version header that names no version of ours.
    func checkLegacyVersion(_ headers: RoutingHeaders) throws(RequestFailure) {
        switch headers.version {
        case .absent: return
        case .one(let text) where ProtocolVersion(text) != nil: return
        case .one, .conflicting:
            let known = ProtocolVersion.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestFailure(
                RPCFailure(400, RPCError.invalidRequest, "Bad MCP-Protocol-Version header; spoken here: \(known)."))
        }
    }

    private func open(
        _ rpc: Message.Request, _ request: IncomingRequest, for principal: Principal
    ) async throws(RequestFailure) -> HTTPResponse {
        let opening: Opening
        do throws(RPCFailure) {
            opening = try Opening(rpc.params)
        } catch {
            return .message(RPCEncoding.error(error.error, id: rpc.id), for: request.http)
        }
        let session = try await stateCall { () throws(StateError) in
            try await state.sessions.create(
                for: principal.subject, on: .streamableHTTP, client: SessionClient(opening))
        }
        request.account.note(CallRecord.Call(method: rpc.method.string, tool: nil, outcome: .succeeded))
        let result = methods.initializeResult(for: opening.version)
        var response = HTTPResponse.message(RPCEncoding.result(result, id: rpc.id), for: request.http)
        response.fields[.mcpSessionID] = session.id.string
        return response
    }

    /// The session that a request names.
    func session(of request: HTTPRequest, _ principal: Principal) async throws(RequestFailure) -> Session {
        guard let id = request.fields[.mcpSessionID] else {
            throw RequestFailure(
                RPCFailure(
                    400, RPCError.invalidRequest, "Missing Mcp-Session-Id header: open a session with initialize first."
                )
            )
        }
        guard let session = try await liveSession(id, principal), session.transport == .streamableHTTP else {
            throw RequestFailure(
                RPCFailure(
                    404, RPCError.invalidRequest, "This session does not exist or has ended: open one with initialize.")
            )
        }
        return session
    }

    /// The session of this id when it is alive and the principal's own.
    func liveSession(_ id: String, _ principal: Principal) async throws(RequestFailure) -> Session? {
        guard (20...128).contains(id.utf8.count) else { return nil }
        return try await stateCall { () throws(StateError) in
            try await state.sessions.session(ExactText(id), of: principal.subject)
        }
    }

    /// Asks the state; trouble becomes a 503 that tells the client to come again.
    func stateCall<Value>(_ body: () async throws(StateError) -> Value) async throws(RequestFailure) -> Value {
        do throws(StateError) {
            return try await body()
        } catch {
            guard error.code != .tooLarge else {
                throw RequestFailure(RPCFailure(400, RPCError.invalidParams, "\(error)."))
            }
            throw RequestFailure(
                RPCFailure(503, RPCError.internalError, "The session store is unavailable at the moment; try again."),
                cause: "store: \(error)")
        }
    }

    /// Takes what is no request: nothing is said to it.
    func take(_ message: Message, in session: Session, _ account: CallAccount) async {
        guard case .notification(let notification) = message, notification.method == "notifications/cancelled",
            let id = RequestID(notification.params["requestId"])
        else { return }
        let call = Cancellations.Call(session: session.id, request: ExactText(id.jsonText))
        guard !calls.cancel(call) else { return }
        do throws(StateError) {
            try await cancellations.request(call)
        } catch {
            account.note(cause: "store: \(error)")
        }
    }
}

extension Session {
    /// The version that was negotiated; what is no longer spoken counts as the oldest.
    var mcpVersion: ProtocolVersion { ProtocolVersion(client.protocolVersion.string) ?? .november2024 }

    /// What a request in the session is answered with.
    func context(
        _ principal: Principal, _ reply: any ReplyChannel, _ request: IncomingRequest, canBeCancelled: Bool
    ) -> CallContext {
        CallContext(
            principal: principal, version: mcpVersion,
            capabilities: (try? JSON(parsing: client.capabilities.string))?.object ?? [:],
            sessionID: canBeCancelled ? id : nil, reply: reply, exchange: request.exchange, account: request.account)
    }
}

extension SessionClient {
    init(_ opening: Opening) {
        self.init(
            protocolVersion: ExactText(opening.version.rawValue), name: ExactText(opening.clientName),
            capabilities: ExactText(opening.clientCapabilities.jsonText))
    }
}

extension Message {
    /// Reads a message of a batch, where some may not stand.
    fileprivate init(batched element: JSON) throws(RPCFailure) {
        self = try Message(element)
        guard case .request(let rpc) = self else { return }
        guard rpc.method != Opening.method, !RequestMeta(params: rpc.params).hasClaim else {
            throw RPCFailure(400, RPCError.invalidRequest, "This request may not stand in a batch.")
        }
    }
}

/// For batches, whose answers go out together: notifications about them have no place to go.
private struct SilentReply: ReplyChannel {
    func notify(_ message: [UInt8]) async {}
}
