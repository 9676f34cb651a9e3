import Auth
import HTTP
import JSON
import MCP
import Store

/// What is known about the caller of a message while it is answered.
struct CallContext: Sendable {
    let principal: Principal
    let version: ProtocolVersion
    /// Nil where `notifications/cancelled` can end nothing: modern requests have no session, and a batch is one task.
    let sessionID: String?
    let reply: any ReplyChannel
    let exchange: any HTTPExchange
}

/// The answer to one JSON-RPC request.
enum RPCReply: Sendable {
    case result([UInt8])
    case failure(RPCFailure)
    /// The tool needs a scope that the caller's credential lacks.
    case forbidden(scope: String)
    /// Cancelled: nothing is answered.
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
