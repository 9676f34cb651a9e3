import JSON
import MCP

/// The way of one POST through the protocol's own checks, up to where a handler would take over.
/// - Returns: era and operation, such as `modern tools/call get_agents`, or status and code of the refusal.
func decision(_ body: JSON, _ headers: RoutingHeaders = RoutingHeaders()) -> String {
    do throws(RPCFailure) {
        guard case .single(let message) = try MessageBody(parsing: body.jsonBytes) else { return "batch" }
        let era = try Era.of(message, version: headers.version)
        guard case .request(let request) = message else {
            return if case .response = message { "\(era) response" } else { "\(era) notification" }
        }
        if era == .modern { _ = try ModernLadder.check(request, headers: headers) }
        return "\(era) \(summary(try Operation(request, era: era)))"
    } catch {
        return "\(error.status) \(error.error.code)"
    }
}

/// An operation in words.
func summary(_ operation: Operation) -> String {
    switch operation {
    case .initialize(let opening):
        "initialize \(opening.version.rawValue) \(opening.clientName) \(opening.clientCapabilities.jsonText)"
    case .discover: "server/discover"
    case .ping: "ping"
    case .listTools: "tools/list"
    case .callTool(let call):
        "tools/call \(call.name) \(call.arguments.jsonText) \(call.progressToken?.jsonText ?? "-")"
    }
}

/// A request as JSON.
func request(_ method: String, _ params: JSONObject = [:]) -> JSON {
    ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]
}

/// What a modern request carries in `_meta`; nil leaves a member out.
func envelope(version: JSON? = "2026-07-28", capabilities: JSON? = [:], clientInfo: JSON? = nil) -> JSON {
    var meta: JSONObject = [:]
    meta["io.modelcontextprotocol/protocolVersion"] = version
    meta["io.modelcontextprotocol/clientCapabilities"] = capabilities
    meta["io.modelcontextprotocol/clientInfo"] = clientInfo
    return .object(meta)
}
