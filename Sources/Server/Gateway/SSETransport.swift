import Auth
import Encodings
import HTTP
import JSON
import MCP
import Store

extension Gateway {
    /// `GET /sse` (2024-11-05, HTTP with SSE): makes a session and leaves its stream to the web server.
    func openEventStream(_ principal: Principal, _ exchange: any HTTPExchange) async {
        do throws(RPCFailure) {
            let session = try storeCall { () throws(StoreError) in
                try store.createSession(
                    NewSession(
                        principal: principal.subject.string, transport: .sse,
                        protocolVersion: ProtocolVersion.november2024.rawValue))
            }
            let endpoint = StreamEvent(name: "endpoint", data: Array("/messages?session_id=\(session.id)".utf8))
            do throws(PublishingError) {
                try await publisher.publish(endpoint, to: session.id)
            } catch {
                log.publishingFailed(error)
                // Nobody knows this session: left alone, it would take the place of one in use.
                streamClosed(session.id)
                throw RPCFailure(
                    503, RPCError.internalError, "The event stream cannot be opened at the moment; try again.")
            }
            await exchange.respond(.stream(session.id))
        } catch {
            await exchange.respond(
                .failure(HTTPStatus(rawValue: error.status), error.error.message, fields: .retrySoon))
        }
    }

    /// `POST /messages?session_id=`: takes a message; its answer goes out on the session's stream.
    func postToEventStream(_ request: HTTPRequest, _ principal: Principal, _ exchange: any HTTPExchange) async {
        guard request.hasJSONBody else {
            return await exchange.respond(.failure(415, "Send the message as Content-Type: application/json."))
        }
        guard let id = QueryItems(parsing: request.query)?["session_id"] else {
            return await exchange.respond(
                .failure(400, "session_id is missing: post to the address that /sse announced."))
        }
        do throws(RPCFailure) {
            guard let session = try liveSession(id, principal), session.transport == .sse else {
                return await exchange.respond(
                    .failure(404, "This session does not exist or its /sse stream has closed."))
            }
            guard case .single(let message) = try MessageBody(parsing: request.body) else {
                throw RPCFailure(400, RPCError.invalidRequest, "Batches are not accepted here.")
            }
            await take(message, session, principal, exchange)
        } catch {
            let id = (try? JSON(parsing: request.body)).flatMap(Message.readableID)
            await exchange.respond(.rpcFailure(error, id: id))
        }
    }

    private func take(_ message: Message, _ session: Session, _ principal: Principal, _ exchange: any HTTPExchange)
        async
    {
        guard case .request(let rpc) = message else {
            if case .notification(let notification) = message { handle(notification, session) }
            return await exchange.respond(.acceptedText)
        }
        // The POST waits for a quick answer to be on its way, so that a lost worker is seen; a slow one does not hold it.
        async let _: Void = acknowledgeLate(exchange)
        let reply = await streamReply(to: rpc, session, principal, exchange)
        guard let body = reply.message(id: rpc.id) else { return await exchange.respond(.acceptedText) }
        do throws(PublishingError) {
            try await publisher.publish(.message(body), to: session.id)
            await exchange.respond(.acceptedText)
        } catch {
            log.publishingFailed(error)
            await exchange.respond(
                .failure(503, "The answer could not be put on the stream; try again.", fields: .retrySoon))
        }
    }

    private func acknowledgeLate(_ exchange: any HTTPExchange) async {
        guard (try? await clock.sleep(for: .seconds(1))) != nil else { return }
        await exchange.respond(.acceptedText)
    }

    private func streamReply(
        to rpc: Message.Request, _ session: Session, _ principal: Principal, _ exchange: any HTTPExchange
    ) async -> RPCReply {
        do throws(RPCFailure) {
            if case .initialize(let opening) = try Operation(rpc, era: .legacy) {
                try storeCall { () throws(StoreError) in
                    try store.initializeSession(
                        id: session.id, protocolVersion: opening.version.rawValue, clientName: opening.clientName,
                        clientCapabilities: opening.clientCapabilities.jsonText)
                }
                return .result(serverInfo.initializeResult(for: opening.version))
            }
        } catch {
            return .failure(error)
        }
        let channel = StreamReply(channel: session.id, publisher: publisher)
        let call = CallContext(
            principal: principal, version: session.mcpVersion, sessionID: session.id, reply: channel, exchange: exchange
        )
        return await answer(rpc, era: .legacy, call)
    }

    /// The web server tells that the client of a stream has gone: a `/sse` session ends with its stream.
    func streamClosed(_ channel: String) {
        do throws(StoreError) {
            _ = try store.endSession(id: channel, principal: nil)
        } catch {
            log.storeFailed(error)
        }
    }
}

extension HTTPResponse {
    static let acceptedText = HTTPResponse(202, fields: [.contentType: "text/plain"], body: Array("Accepted".utf8))

    /// Hands the connection to the web server, which feeds it from a channel.
    static func stream(_ channel: String) -> HTTPResponse {
        HTTPResponse(
            200, fields: ["x-accel-redirect": "/internal/stream/\(channel)", .contentType: "text/event-stream"])
    }
}

extension HTTPFields {
    static let retrySoon: HTTPFields = [.retryAfter: "5"]
}
