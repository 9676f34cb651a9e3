import Auth
import Encodings
import HTTP
import JSON
import MCP
import Store

extension Gateway {
    /// A message of 2024-11-05 to 2025-11-25 on `/mcp`.
    func postLegacy(
        _ message: Message, _ headers: RoutingHeaders, _ request: HTTPRequest, _ principal: Principal,
        _ exchange: any HTTPExchange
    ) async throws(RPCFailure) {
        try checkLegacyVersion(headers)
        if case .request(let rpc) = message, rpc.method == "initialize" {
            return await exchange.respond(try open(rpc, request, for: principal))
        }
        let session = try session(of: request, principal)
        switch message {
        case .notification(let notification):
            handle(notification, session)
            await exchange.respond(.accepted)
        case .response: await exchange.respond(.accepted)
        case .request(let rpc):
            let reply = PostReply(exchange)
            let call = CallContext(
                principal: principal, version: session.mcpVersion, sessionID: session.id, reply: reply,
                exchange: exchange)
            let answer = await answer(rpc, era: .legacy, call)
            await reply.finish(answer, id: rpc.id) { response(to: answer, id: rpc.id, of: request) }
        }
    }

    /// A batch, which 2025-03-26 alone knows.
    func postBatch(
        _ elements: [JSON], _ headers: RoutingHeaders, _ request: HTTPRequest, _ principal: Principal,
        _ exchange: any HTTPExchange
    ) async throws(RPCFailure) {
        try checkLegacyVersion(headers)
        guard (1...50).contains(elements.count) else {
            throw RPCFailure(400, RPCError.invalidRequest, "A batch has 1 to 50 messages.")
        }
        var messages: [Message] = []
        for element in elements { messages.append(try batchable(try Message(element))) }
        let session = try session(of: request, principal)
        guard session.mcpVersion.allowsBatches else {
            throw RPCFailure(
                400, RPCError.invalidRequest, "Batches are not part of protocol version \(session.protocolVersion).")
        }
        let call = CallContext(
            principal: principal, version: session.mcpVersion, sessionID: nil, reply: SilentReply(), exchange: exchange)
        var answers: [[UInt8]] = []
        for message in messages {
            switch message {
            case .notification(let notification): handle(notification, session)
            case .response: continue
            case .request(let rpc):
                if let answer = await answer(rpc, era: .legacy, call).message(id: rpc.id) { answers.append(answer) }
            }
        }
        await exchange.respond(answers.isEmpty ? .accepted : .json(200, batchBody(answers), fields: .uncached))
    }

    private func batchable(_ message: Message) throws(RPCFailure) -> Message {
        guard case .request(let rpc) = message else { return message }
        guard rpc.method != "initialize", !RequestMeta(params: rpc.params).hasClaim else {
            throw RPCFailure(400, RPCError.invalidRequest, "This request may not stand in a batch.")
        }
        return message
    }

    private func batchBody(_ answers: [[UInt8]]) -> [UInt8] {
        var writer = JSONWriter()
        writer.array { writer in
            for answer in answers { writer.raw(answer) }
        }
        return writer.bytes
    }

    /// - Throws: ``RPCFailure`` for a version header that names no version of ours.
    func checkLegacyVersion(_ headers: RoutingHeaders) throws(RPCFailure) {
        switch headers.version {
        case .absent: return
        case .one(let text) where ProtocolVersion(rawValue: text) != nil: return
        case .one, .conflicting:
            let known = ProtocolVersion.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCFailure(400, RPCError.invalidRequest, "Bad MCP-Protocol-Version header; spoken here: \(known).")
        }
    }

    private func open(
        _ rpc: Message.Request, _ request: HTTPRequest, for principal: Principal
    ) throws(RPCFailure) -> HTTPResponse {
        guard case .initialize(let opening) = try Operation(rpc, era: .legacy) else { return .accepted }
        let session = try storeCall { () throws(StoreError) in
            try store.createSession(
                NewSession(
                    principal: principal.subject.string, transport: .streamableHTTP,
                    protocolVersion: opening.version.rawValue,
                    clientName: opening.clientName, clientCapabilities: opening.clientCapabilities.jsonText))
        }
        let result = serverInfo.initializeResult(for: opening.version)
        var response = HTTPResponse.answer(RPCEncoding.result(result, id: rpc.id), to: request)
        response.fields[.mcpSessionID] = session.id
        return response
    }

    /// The session that a request names.
    func session(of request: HTTPRequest, _ principal: Principal) throws(RPCFailure) -> Session {
        guard let id = request.fields[.mcpSessionID] else {
            throw RPCFailure(
                400, RPCError.invalidRequest, "Missing Mcp-Session-Id header: open a session with initialize first.")
        }
        guard let session = try liveSession(id, principal), session.transport == .streamableHTTP else {
            throw RPCFailure(
                404, RPCError.invalidRequest, "This session does not exist or has ended: open one with initialize.")
        }
        return session
    }

    /// The session of this id when it is alive and the principal's own.
    func liveSession(_ id: String, _ principal: Principal) throws(RPCFailure) -> Session? {
        guard (20...128).contains(id.utf8.count) else { return nil }
        return try storeCall { () throws(StoreError) in try store.session(id: id, principal: principal.subject.string) }
    }

    /// Runs a store call; trouble becomes a 503 that tells the client to come again.
    func storeCall<Result>(_ body: () throws(StoreError) -> Result) throws(RPCFailure) -> Result {
        do throws(StoreError) {
            return try body()
        } catch {
            log.storeFailed(error)
            throw RPCFailure(503, RPCError.internalError, "The session store is unavailable at the moment; try again.")
        }
    }

    func handle(_ notification: Message.Notification, _ session: Session) {
        guard notification.method == "notifications/cancelled", let id = RequestID(notification.params["requestId"])
        else { return }
        guard !calls.cancel(CallRegistry.Key(session: session.id, request: id)) else { return }
        do throws(StoreError) {
            try store.requestCancellation(session: session.id, request: id.jsonText)
        } catch {
            log.storeFailed(error)
        }
    }
}

extension Session {
    /// The version that was negotiated; what is no longer spoken counts as the oldest.
    var mcpVersion: ProtocolVersion { ProtocolVersion(rawValue: protocolVersion) ?? .november2024 }
}

/// For batches, whose answers go out together: notifications about them have no place to go.
private struct SilentReply: ReplyChannel {
    func notify(_ message: [UInt8]) async {}
}
