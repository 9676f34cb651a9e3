import Encodings
import JSON
import MCP

/// The way of one POST through the protocol's own checks, up to where a method would run.
/// - Returns: era and method, such as `modern tools/call`, or status and code of the refusal.
func decision(_ body: JSON, _ headers: RoutingHeaders = RoutingHeaders()) -> String {
    do throws(RPCFailure) {
        guard case .single(let message) = try messageBody(body.jsonBytes) else { return "batch" }
        let era = try Era.of(message, version: headers.version)
        guard case .request(let request) = message else {
            return if case .response = message { "\(era) response" } else { "\(era) notification" }
        }
        if era == .modern { _ = try ModernLadder.check(request, headers: headers, methods: sampleMethods) }
        let method = try sampleMethods.method(of: request, era: era)
        guard method.name == Opening.method else { return "\(era) \(method.name)" }
        return "\(era) \(summary(try Opening(request.params)))"
    } catch {
        return "\(error.status) \(error.error.code)"
    }
}

/// What a body holds.
func messageBody(_ bytes: [UInt8]) throws(RPCFailure) -> MessageBody {
    try MessageBody(try MessageBody.json(bytes))
}

/// How a session is opened, in words.
func summary(_ opening: Opening) -> String {
    "initialize \(opening.version.rawValue) \(opening.clientName) \(opening.clientCapabilities.jsonText)"
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
