package import JSON

/// What a handler needs from the client, its person or its model, before it can go on (2026-07-28, multi-round requests).
package struct InputRequests: Sendable, Hashable {
    /// By a key of the handler's choice: a request that only the client can answer, such as `elicitation/create`.
    package let requests: [String: InputRequest]
    /// What the handler wants to know again with the answers.
    package let state: [UInt8]

    package init(_ requests: [String: InputRequest], state: [UInt8] = []) {
        self.requests = requests
        self.state = state
    }

    /// The `input_required` result.
    /// - Parameters:
    ///   - requestState: the state in a form that the client can neither read nor change.
    ///   - server: what the result says about the server.
    /// - Returns: one JSON object.
    package func encoded(requestState: String, server: ServerInfo) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            ModernResult.write(to: &writer, type: "input_required", server: server)
            let sorted = requests.sorted { $0.key < $1.key }
            writer.member("inputRequests", JSON.object(JSONObject(sorted.map { ($0.key, $0.value.json) })))
            writer.member("requestState", requestState)
        }
        return writer.bytes
    }
}

/// A question to the client: the method and parameters of a request that the server would send.
package struct InputRequest: Sendable, Hashable {
    package let method: String
    package let params: JSONObject

    package init(_ method: String, _ params: JSONObject) {
        self.method = method
        self.params = params
    }

    var json: JSON { ["method": .string(method), "params": .object(params)] }
}

/// What the client has answered to the questions of a round, with the state that was handed out with them.
package struct ClientAnswers: Sendable, Hashable {
    /// `inputResponses`: by the key of the question.
    package let responses: JSONObject
    package let state: [UInt8]?

    package init(responses: JSONObject = [:], state: [UInt8]? = nil) {
        self.responses = responses
        self.state = state
    }
}

/// How a handler's round ends: with its output, or with questions.
package enum Round<Output: Sendable>: Sendable {
    case done(Output)
    case asks(InputRequests)
}
