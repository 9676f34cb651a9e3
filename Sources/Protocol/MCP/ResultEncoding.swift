internal import JSON

extension ToolResult {
    /// The result of `tools/call` with the members that a version knows.
    package func encoded(for version: ProtocolVersion, server: ServerInfo) -> [UInt8] {
        let size = content.reduce(structured?.count ?? 0) { $0 + $1.size }
        var writer = JSONWriter(reservingCapacity: size + size / 8 + 512)
        writer.object { writer in
            writer.member("content", content)
            if let structured, version.hasStructuredContent {
                writer.name("structuredContent")
                writer.raw(structured)
            }
            writer.member("isError", isError)
            if version.isModern { ModernResult.write(to: &writer, server: server) }
        }
        return writer.bytes
    }
}

/// Progress of a running call, as the notification that carries it.
package struct ProgressUpdate: Sendable, Hashable {
    package let progress: Double
    package let total: Double?
    package let message: String

    package init(progress: Double, total: Double?, message: String) {
        self.progress = progress
        self.total = total
        self.message = message
    }

    /// The JSON-RPC notification for a caller that gave `token`.
    package func notification(token: RequestID, version: ProtocolVersion) -> [UInt8] {
        var params: JSONObject = ["progressToken": token.json, "progress": .number(progress)]
        if let total { params["total"] = .number(total) }
        if version.hasProgressMessages { params["message"] = .string(message) }
        return RPCEncoding.notification("notifications/progress", params: .object(params))
    }
}
