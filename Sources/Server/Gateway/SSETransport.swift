import Auth
import Encodings
import HTTP
import JSON
import MCP
import State

extension Gateway {
    /// What the web server sets when the client of a stream has gone.
    static let streamClosedParameter = "STREAM_CLOSED"

    /// `GET /sse` (2024-11-05, HTTP with SSE): makes a session and leaves its stream to the web server.
    func openEventStream(_ account: CallAccount, _ principal: Principal) async throws(RequestFailure) -> Answer {
        do throws(RequestFailure) {
            let session = try await stateCall { () throws(StateError) in
                try await state.sessions.create(
                    for: principal.subject, on: .sse,
                    client: SessionClient(protocolVersion: ExactText(ProtocolVersion.november2024.rawValue)))
            }
            let endpoint = StreamEvent(name: "endpoint", data: Array("/messages?session_id=\(session.id)".utf8))
            do throws(PublishingError) {
                try await publisher.publish(endpoint, to: session.id.string)
            } catch {
                // Nobody knows this session: left alone, it would take the place of one in use.
                await streamClosed(session.id.string, account)
                throw RequestFailure(
                    503, "The event stream cannot be opened at the moment; try again.", fields: .retrySoon,
                    cause: error.description)
            }
            return .response(.stream(session.id.string))
        } catch {
            throw error.outsideRPC
        }
    }

    /// `POST /messages?session_id=`: takes a message; its answer goes out on the session's stream.
    func postToEventStream(_ request: IncomingRequest, _ principal: Principal) async throws(RequestFailure) -> Answer {
        guard request.http.hasJSONBody else {
            throw RequestFailure(415, "Send the message as Content-Type: application/json.")
        }
        guard let id = QueryItems(parsing: request.http.query)?["session_id"] else {
            throw RequestFailure(400, "session_id is missing: post to the address that /sse announced.")
        }
        guard let session = try await liveSession(id, principal), session.transport == .sse else {
            throw RequestFailure(404, "This session does not exist or its /sse stream has closed.")
        }
        let body = try MessageBody.read(request.http.body)
        guard case .single(let message) = body.kind else {
            throw RequestFailure(RPCFailure(400, RPCError.invalidRequest, "Batches are not accepted here."))
        }
        guard case .request(let rpc) = message else {
            await take(message, in: session, request.account)
            return .response(.acceptedText)
        }
        // The POST waits for a quick answer to be on its way, so that a lost worker is seen; a slow one does not hold it.
        async let _: Void = acknowledgeLate(request.exchange)
        let said = await carryOut(rpc, in: session, request, principal)
        guard let event = said.message(id: rpc.id) else { return .response(.acceptedText) }
        do throws(PublishingError) {
            try await publisher.publish(.message(event), to: session.id.string)
        } catch {
            throw RequestFailure(
                503, "The answer could not be put on the stream; try again.", fields: .retrySoon,
                cause: error.description)
        }
        return .response(.acceptedText)
    }

    private func acknowledgeLate(_ exchange: any HTTPExchange) async {
        guard (try? await clock.sleep(for: settings.limits.acknowledgement)) != nil else { return }
        await Answer.response(.acceptedText).write(to: exchange)
    }

    private func carryOut(
        _ rpc: Message.Request, in session: Session, _ request: IncomingRequest, _ principal: Principal
    ) async -> RPCReply {
        guard rpc.method != Opening.method else { return await initialize(session, rpc, request.account) }
        let channel = StreamReply(channel: session.id.string, publisher: publisher)
        return await carryOut(
            rpc, era: .legacy, session.context(principal, channel, request, canBeCancelled: true))
    }

    private func initialize(_ session: Session, _ rpc: Message.Request, _ account: CallAccount) async -> RPCReply {
        do throws(RequestFailure) {
            let opening = try orRequestFailure { () throws(RPCFailure) in try Opening(rpc.params) }
            try await stateCall { () throws(StateError) in
                try await state.sessions.initialize(session.id, client: SessionClient(opening))
            }
            account.note(CallRecord.Call(method: rpc.method.string, tool: nil, outcome: .succeeded))
            return .result(methods.initializeResult(for: opening.version))
        } catch {
            account.note(cause: error.cause)
            return .failure(error.rpc ?? RPCFailure(200, RPCError.internalError, "The session cannot be opened."))
        }
    }

    /// The web server tells that the client of a stream has gone: a `/sse` session ends with its stream.
    func streamClosed(_ channel: String, _ account: CallAccount) async {
        do throws(StateError) {
            _ = try await state.sessions.end(ExactText(channel), of: nil)
        } catch {
            account.note(cause: "store: \(error)")
        }
    }
}
