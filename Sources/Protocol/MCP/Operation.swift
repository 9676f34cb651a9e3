internal import Encodings
package import JSON

/// What a request asks for, its parameters read.
package enum Operation: Sendable, Hashable {
    case initialize(Opening)
    case discover
    case ping
    case listTools
    case callTool(ToolCall)

    /// How a legacy client opens a session.
    package struct Opening: Sendable, Hashable {
        package let version: ProtocolVersion
        package let clientName: String
        package let clientCapabilities: JSONObject
    }

    package struct ToolCall: Sendable, Hashable {
        package let name: String
        package let arguments: JSONObject
        /// Present when the client wants progress notifications.
        package let progressToken: RequestID?
    }
}

extension Operation {
    /// Reads what a request asks for.
    /// - Throws: ``RPCFailure``: unknown methods are 404 for modern clients and 200 for legacy ones, to whom 404 means
    ///   that their session has ended; bad parameters are 200.
    package init(_ request: Message.Request, era: Era) throws(RPCFailure) {
        switch (request.method, era) {
        case ("initialize", .legacy): self = .initialize(try Self.opening(request.params))
        case ("ping", .legacy): self = .ping
        case ("server/discover", .modern): self = .discover
        case ("tools/list", _):
            guard request.params["cursor"] ?? .null == .null else {
                throw RPCFailure(200, RPCError.invalidParams, "Unknown cursor: the list of tools has one page.")
            }
            self = .listTools
        case ("tools/call", _): self = .callTool(try Self.toolCall(request.params))
        default:
            let status = era == .modern ? 404 : 200
            throw RPCFailure(status, RPCError.methodNotFound, "Unknown method \"\(request.method.beginning())\".")
        }
    }

    private static func opening(_ params: JSONObject) throws(RPCFailure) -> Opening {
        guard let asked = params["protocolVersion"]?.string else {
            throw RPCFailure(200, RPCError.invalidParams, "initialize needs params.protocolVersion, a string.")
        }
        let name = params["clientInfo"]?["name"]?.string ?? ""
        return Opening(
            version: .negotiated(for: asked), clientName: name.beginning(bytes: 128),
            clientCapabilities: params["capabilities"]?.object ?? [:])
    }

    private static func toolCall(_ params: JSONObject) throws(RPCFailure) -> ToolCall {
        guard let name = params["name"]?.string else {
            throw RPCFailure(200, RPCError.invalidParams, "tools/call needs params.name, a string.")
        }
        let arguments: JSONObject
        switch params["arguments"] {
        case nil, .null: arguments = [:]
        case .object(let object): arguments = object
        default: throw RPCFailure(200, RPCError.invalidParams, "params.arguments must be an object.")
        }
        return ToolCall(
            name: name, arguments: arguments, progressToken: RequestMeta(params: params).progressToken)
    }
}
