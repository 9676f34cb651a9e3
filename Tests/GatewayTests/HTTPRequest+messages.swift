import HTTP
import JSON

extension HTTPRequest {
    /// A POST of a JSON text.
    static func post(_ path: String, text: String, query: String = "", _ fields: HTTPFields = [:]) -> HTTPRequest {
        post(path, bytes: Array(text.utf8), query: query, fields)
    }

    /// A POST of bytes that are declared as JSON.
    static func post(_ path: String, bytes: [UInt8], query: String = "", _ fields: HTTPFields = [:]) -> HTTPRequest {
        var all: HTTPFields = [.contentType: "application/json"]
        for field in fields { all.append(field.name, field.value) }
        return HTTPRequest(.post, path, query: query, fields: all, body: bytes)
    }

    /// A POST of a message.
    static func post(_ path: String, _ message: JSON, query: String = "", _ fields: HTTPFields = [:]) -> HTTPRequest {
        post(path, text: message.jsonText, query: query, fields)
    }

    /// A POST of a legacy message in a session on `/mcp`.
    static func inSession(_ session: String, _ message: JSON, _ fields: HTTPFields = [:]) -> HTTPRequest {
        var fields = fields
        fields[.mcpSessionID] = session
        return post("/mcp", message, fields)
    }

    /// A POST to the message endpoint of a `/sse` session.
    static func onStream(_ session: String, _ message: JSON) -> HTTPRequest {
        post("/messages", message, query: "session_id=\(session)")
    }

    /// A POST of a whole modern request, header fields included.
    static func modern(_ method: String, _ params: JSONObject = [:], progressToken: JSON? = nil) -> HTTPRequest {
        var meta: JSONObject = JSONObject.modernMeta
        meta["progressToken"] = progressToken
        var params = params
        params["_meta"] = .object(meta)
        var fields: HTTPFields = [.mcpProtocolVersion: "2026-07-28", .mcpMethod: method]
        if let name = params["name"]?.string { fields[.mcpName] = name }
        return post("/mcp", .request(method, params), fields)
    }
}

extension JSON {
    static func request(_ method: String, _ params: JSONObject? = nil, id: JSON = 1) -> JSON {
        var message: JSONObject = ["jsonrpc": "2.0", "id": id, "method": .string(method)]
        if let params { message["params"] = .object(params) }
        return .object(message)
    }

    static func notification(_ method: String, _ params: JSONObject = [:]) -> JSON {
        ["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]
    }

    static func initialize(_ version: String, id: JSON = 0) -> JSON {
        .request(
            "initialize",
            [
                "protocolVersion": .string(version), "capabilities": ["roots": [:]],
                "clientInfo": ["name": "test", "version": "1"],
            ], id: id)
    }

    static func call(_ tool: String, _ arguments: JSONObject = [:], id: JSON = 1, progressToken: JSON? = nil) -> JSON {
        var params: JSONObject = ["name": .string(tool), "arguments": .object(arguments)]
        if let progressToken { params["_meta"] = ["progressToken": progressToken] }
        return .request("tools/call", params, id: id)
    }

    static func cancelled(_ id: JSON) -> JSON { .notification("notifications/cancelled", ["requestId": id]) }
}

extension JSONObject {
    /// What a modern client says about itself.
    static let modernMeta: JSONObject = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
        "io.modelcontextprotocol/clientInfo": ["name": "test", "version": "1"],
    ]

    /// The same object with other members; nil removes one.
    func changing(_ changes: [String: JSON?]) -> JSONObject {
        var object = self
        for (name, value) in changes { object[name] = value }
        return object
    }
}
