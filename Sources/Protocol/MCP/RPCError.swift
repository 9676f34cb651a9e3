package import JSON

/// The error member of a JSON-RPC answer.
package struct RPCError: Error, Sendable, Hashable {
    package let code: Int
    package let message: String
    package let data: JSON?

    package init(_ code: Int, _ message: String, data: JSON? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    package static let parseError = -32700
    package static let invalidRequest = -32600
    package static let methodNotFound = -32601
    package static let invalidParams = -32602
    package static let internalError = -32603
    /// A header is missing or differs from the body (2026-07-28).
    package static let headerMismatch = -32020
    /// The version that `_meta` names is not spoken here (2026-07-28).
    package static let unsupportedVersion = -32022
}

/// A JSON-RPC error together with the HTTP status that carries it.
package struct RPCFailure: Error, Sendable, Hashable {
    package let status: Int
    package let error: RPCError

    package init(_ status: Int, _ code: Int, _ message: String, data: JSON? = nil) {
        self.status = status
        error = RPCError(code, message, data: data)
    }
}

/// Encodes answers and notifications as JSON-RPC 2.0 messages.
package enum RPCEncoding {
    /// An answer; `result` is one JSON value already.
    package static func result(_ result: [UInt8], id: RequestID) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: result.count + 64)
        writer.object { writer in
            writer.member("jsonrpc", "2.0")
            writer.member("id", id)
            writer.name("result")
            writer.raw(result)
        }
        return writer.bytes
    }

    /// An error answer; without an id when none could be read.
    package static func error(_ error: RPCError, id: RequestID?) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("jsonrpc", "2.0")
            writer.member("id", ifPresent: id)
            writer.member(
                "error",
                object: { writer in
                    writer.member("code", error.code)
                    writer.member("message", error.message)
                    writer.member("data", ifPresent: error.data)
                })
        }
        return writer.bytes
    }

    /// The answers to a batch: one array of messages that are whole already.
    package static func batch(_ messages: [[UInt8]]) -> [UInt8] {
        var writer = JSONWriter()
        writer.array { writer in
            for message in messages { writer.raw(message) }
        }
        return writer.bytes
    }

    /// A notification from the server.
    package static func notification(_ method: String, params: JSON) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("jsonrpc", "2.0")
            writer.member("method", method)
            writer.member("params", params)
        }
        return writer.bytes
    }
}
