import Auth
import Encodings
import HTTP
import JSON
import MCP
import State

/// What is known about the caller of a message while it is answered.
struct CallContext: Sendable {
    let principal: Principal
    let version: ProtocolVersion
    /// The `capabilities` that the client declared.
    let capabilities: JSONObject
    /// Nil where `notifications/cancelled` can end nothing: modern requests have no session, and a batch is one task.
    let sessionID: ExactText?
    let reply: any ReplyChannel
    let exchange: any HTTPExchange
    let account: CallAccount
}

/// What is said to one JSON-RPC request.
enum RPCReply: Sendable {
    case result([UInt8])
    case failure(RPCFailure)
    /// The tool needs a scope that the caller's credential lacks.
    case forbidden(scope: ExactText)
    /// Cancelled: nothing is said.
    case cancelled

    /// The JSON-RPC message; nil when none is due.
    func message(id: RequestID) -> [UInt8]? {
        switch self {
        case .result(let result): RPCEncoding.result(result, id: id)
        case .failure(let failure): RPCEncoding.error(failure.error, id: id)
        case .forbidden(let scope):
            RPCEncoding.error(
                RPCError(RPCError.invalidRequest, "This tool needs the scope \(scope), which your credential lacks."),
                id: id)
        case .cancelled: nil
        }
    }
}

extension Gateway {
    /// Carries out one request whose session and version are settled.
    func carryOut(_ request: Message.Request, era: Era, _ call: CallContext) async -> RPCReply {
        do throws(RPCFailure) {
            let method = try methods.method(of: request, era: era)
            let key = call.sessionID.map { Cancellations.Call(session: $0, request: ExactText(request.id.jsonText)) }
            if let key { calls.add(key) { call.exchange.cancelHandler() } }
            // Only a modern client means "cancel" by closing its connection.
            if call.version.isModern { call.exchange.onDisconnect { call.exchange.cancelHandler() } }
            defer { if let key { calls.remove(key) } }
            let outcome = try await method.run(try methodCall(request, call))
            guard !Task.isCancelled else {
                call.account.note(
                    CallRecord.Call(method: request.method.string, tool: outcome.tool, outcome: .cancelled))
                return .cancelled
            }
            call.account.note(cause: outcome.cause)
            call.account.note(CallRecord.Call(request, outcome))
            switch outcome.ending {
            case .result(let result): return .result(result)
            case .forbidden(let scope): return .forbidden(scope: scope.name)
            case .asks(let requests): return try ask(requests, request, call)
            }
        } catch {
            call.account.note(CallRecord.Call(method: request.method.string.beginning(), tool: nil, outcome: .failed))
            return .failure(error)
        }
    }

    private func methodCall(_ request: Message.Request, _ call: CallContext) throws(RPCFailure) -> MethodCall {
        MethodCall(
            params: request.params,
            caller: Caller(
                version: call.version, scopes: Set(call.principal.scopes.map { ToolScope($0) }),
                capabilities: call.capabilities),
            answers: try inputState.answers(to: request, of: call.principal.subject),
            notify: call.reply.notify)
    }

    /// Sends questions to a modern client with its result; an earlier one has no way to be asked.
    private func ask(
        _ requests: InputRequests, _ request: Message.Request, _ call: CallContext
    ) throws(RPCFailure) -> RPCReply {
        guard call.version.isModern else {
            let words = "This tool has to ask back, which needs a client of protocol version 2026-07-28."
            return .result(ToolResult.failure(words).encoded(for: call.version, server: methods.server))
        }
        let state = try inputState.seal(requests.state, of: request, for: call.principal.subject)
        return .result(requests.encoded(requestState: state, server: methods.server))
    }
}

extension CallRecord.Call {
    init(_ request: Message.Request, _ outcome: MethodOutcome) {
        let result: Outcome =
            switch outcome.ending {
            case .result: outcome.isError ? .failed : .succeeded
            case .forbidden: .forbidden
            case .asks: .asked
            }
        self.init(
            method: request.method.string, tool: outcome.tool, outcome: result, requests: outcome.requests)
    }
}
