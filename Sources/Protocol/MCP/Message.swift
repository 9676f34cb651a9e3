package import Encodings
package import JSON

/// One JSON-RPC message from a client.
package enum Message: Sendable, Hashable {
    case request(Request)
    case notification(Notification)
    case response(Response)

    package struct Request: Sendable, Hashable {
        package let id: RequestID
        package let method: ExactText
        package let params: JSONObject

        package init(id: RequestID, method: ExactText, params: JSONObject = [:]) {
            self.id = id
            self.method = method
            self.params = params
        }
    }

    package struct Notification: Sendable, Hashable {
        package let method: ExactText
        package let params: JSONObject
    }

    /// An answer to a request of ours.
    package struct Response: Sendable, Hashable {
        package let id: RequestID
        /// Nil where the client answers with an error.
        package let result: JSON?
    }
}

/// What the body of a POST holds.
package enum MessageBody: Sendable, Hashable {
    case single(Message)
    /// A batch: its elements are read one by one, a broken one is an error of its own.
    case batch([JSON])
}

extension MessageBody {
    /// The JSON of a body.
    /// - Throws: ``RPCFailure`` with status 400: −32700 for what is no JSON, −32600 for what has a member twice.
    package static func json(_ body: [UInt8]) throws(RPCFailure) -> JSON {
        do throws(JSONError) {
            return try JSON(parsing: body)
        } catch {
            let code = error.code == .duplicateMember ? RPCError.invalidRequest : RPCError.parseError
            throw RPCFailure(400, code, "The body is not acceptable JSON: \(error)")
        }
    }

    /// Reads the JSON of a body.
    /// - Throws: ``RPCFailure`` with status 400 and −32600 for what is no message.
    package init(_ value: JSON) throws(RPCFailure) {
        if case .array(let elements) = value {
            self = .batch(elements)
        } else {
            self = .single(try Message(value))
        }
    }
}

extension Message {
    /// Reads a message.
    /// - Throws: ``RPCFailure`` with status 400 and −32600 when it is none.
    package init(_ value: JSON) throws(RPCFailure) {
        guard case .object(let object) = value else { throw Self.invalid("a message is a JSON object") }
        guard object["jsonrpc"] == "2.0" else { throw Self.invalid("\"jsonrpc\" must be \"2.0\"") }
        guard let methodValue = object["method"] else {
            self = try Self.response(object)
            return
        }
        guard case .string(let method) = methodValue, !method.isEmpty, method.utf8.count <= 128 else {
            throw Self.invalid("\"method\" must be a string of 1 to 128 bytes")
        }
        guard object["result"] == nil, object["error"] == nil else {
            throw Self.invalid("a message has either \"method\" or \"result\" or \"error\"")
        }
        let params = try Self.params(object["params"])
        guard let idValue = object["id"] else {
            self = .notification(Notification(method: ExactText(method), params: params))
            return
        }
        guard let id = RequestID(idValue) else {
            throw Self.invalid("\"id\" must be a string of at most 200 bytes or a whole number")
        }
        self = .request(Request(id: id, method: ExactText(method), params: params))
    }

    private static func params(_ value: JSON?) throws(RPCFailure) -> JSONObject {
        switch value {
        case nil: [:]
        case .object(let object): object
        default: throw invalid("\"params\" must be an object")
        }
    }

    private static func response(_ object: JSONObject) throws(RPCFailure) -> Message {
        guard (object["result"] == nil) != (object["error"] == nil) else {
            throw invalid("a message needs \"method\", or exactly one of \"result\" and \"error\"")
        }
        guard let id = RequestID(object["id"]) else { throw invalid("an answer needs the \"id\" of its request") }
        return .response(Response(id: id, result: object["result"]))
    }

    private static func invalid(_ reason: String) -> RPCFailure {
        RPCFailure(400, RPCError.invalidRequest, "Invalid request: \(reason).")
    }

    /// The id that an error about this value should carry; nil when none can be read.
    package static func readableID(of value: JSON) -> RequestID? {
        value["method"] == nil ? nil : RequestID(value["id"])
    }
}
