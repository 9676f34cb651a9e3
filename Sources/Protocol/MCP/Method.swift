package import Encodings
package import JSON

/// A method of the protocol as a value: what it is called, where it exists and what it does.
package struct Method: Sendable {
    /// Does what a request asks for; bad parameters are an ``RPCFailure`` with status 200.
    package typealias Run = @Sendable (MethodCall) async throws(RPCFailure) -> MethodOutcome

    package let name: ExactText
    /// The halves of the protocol's history that know it.
    package let eras: Set<Era>
    /// The member of `params` that a modern request repeats in its `Mcp-Name` header; nil where there is none.
    package let headerMember: String?
    /// The member of the server's `capabilities` that says it has this method; nil where none needs to.
    package let capability: String?
    package let run: Run

    /// - Parameters:
    ///   - name: the value of `method`.
    ///   - eras: the halves of the protocol's history that know it.
    ///   - headerMember: the member of `params` that `Mcp-Name` repeats.
    ///   - capability: the capability that it belongs to.
    ///   - run: what it does.
    package init(
        _ name: ExactText, in eras: Set<Era> = [.legacy, .modern], headerMember: String? = nil,
        capability: String? = nil, run: @escaping Run
    ) {
        self.name = name
        self.eras = eras
        self.headerMember = headerMember
        self.capability = capability
        self.run = run
    }
}

/// One request of a method, with what its handler may know of the caller.
package struct MethodCall: Sendable {
    package let params: JSONObject
    package let caller: Caller
    /// What the client has answered to questions of an earlier round.
    package let answers: ClientAnswers
    /// Sends a notification about this request ahead of its result.
    package let notify: @Sendable ([UInt8]) async -> Void

    package init(
        params: JSONObject, caller: Caller, answers: ClientAnswers = ClientAnswers(),
        notify: @escaping @Sendable ([UInt8]) async -> Void = { _ in }
    ) {
        self.params = params
        self.caller = caller
        self.answers = answers
        self.notify = notify
    }
}

/// Who sends a request, as far as the protocol is concerned.
package struct Caller: Sendable, Hashable {
    package let version: ProtocolVersion
    /// What the credential allows.
    package let scopes: Set<ToolScope>
    /// The `capabilities` that the client declared, for its session or with this request.
    package let capabilities: JSONObject

    package init(version: ProtocolVersion, scopes: Set<ToolScope>, capabilities: JSONObject = [:]) {
        self.version = version
        self.scopes = scopes
        self.capabilities = capabilities
    }
}

/// What came of a method's request.
package struct MethodOutcome: Sendable {
    package enum Ending: Sendable {
        /// The result, one JSON object.
        case result([UInt8])
        /// The caller's credential lacks a scope.
        case forbidden(ToolScope)
        /// Nothing can be said before the client has answered.
        case asks(InputRequests)
    }

    package let ending: Ending
    /// The tool that was called; nil for methods that call none.
    package let tool: String?
    /// True for a result that tells of a failure.
    package let isError: Bool
    /// Why a failure happened that the client is told nothing of, for the log; without secrets.
    package let cause: String?
    /// How many requests it took of others, by their names.
    package let requests: [String: Int]

    package init(
        _ ending: Ending, tool: String? = nil, isError: Bool = false, cause: String? = nil,
        requests: [String: Int] = [:]
    ) {
        self.ending = ending
        self.tool = tool
        self.isError = isError
        self.cause = cause
        self.requests = requests
    }

    package static func result(_ result: [UInt8]) -> Self { Self(.result(result)) }
}
