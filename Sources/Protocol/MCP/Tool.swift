package import Encodings
package import JSON

/// What a call does to the outside world; becomes the annotations that clients see.
package enum ToolEffect: Sendable, Hashable {
    case reads
    case changes(isIdempotent: Bool)
    case destroys
}

/// A permission that the caller's credential must carry.
package struct ToolScope: Sendable, Hashable {
    package let name: ExactText
    package init(_ name: ExactText) { self.name = name }
}

/// What tools run with: their way to the outside world.
package protocol ToolContext: Sendable {
    /// The same context for one call.
    func serving(_ call: ToolInvocation) -> Self

    /// Runs a call within the time that it may take, and counts what it asks of others.
    func run<Value: Sendable>(_ call: () async throws -> Value) async -> ToolRun<Value>

    /// What the model is told about a failed call.
    func notice(of error: any Error) -> ToolFailureNotice

    /// Running text that is about to leave the server with its secrets masked.
    func redact(_ text: String) -> String

    /// The same of JSON as ``JSONWriter`` makes it: its strings, by what they hold and by the names of their members.
    func redact(json: [UInt8]) -> [UInt8]

    /// Keeps where long lists go on.
    var cursors: any CursorShelf { get }
}

extension ToolContext {
    package var cursors: any CursorShelf { NoCursorShelf() }
}

/// What came of running a call.
package struct ToolRun<Value: Sendable>: Sendable {
    package let result: Result<Value, any Error>
    /// How many requests it sent to others, by their names.
    package let requests: [String: Int]

    package init(_ result: Result<Value, any Error>, requests: [String: Int] = [:]) {
        self.result = result
        self.requests = requests
    }
}

/// One call of a tool, as far as its context is concerned.
package struct ToolInvocation: Sendable {
    package let caller: Caller
    package let answers: ClientAnswers
    /// Tells the caller how far the call has come; nil when it did not ask for that.
    package let report: (@Sendable (ProgressUpdate) async -> Void)?

    package init(
        caller: Caller, answers: ClientAnswers = ClientAnswers(),
        report: (@Sendable (ProgressUpdate) async -> Void)? = nil
    ) {
        self.caller = caller
        self.answers = answers
        self.report = report
    }
}

/// A failure in words for the model.
package struct ToolFailureNotice: Sendable, Hashable {
    package let message: String
    /// Why it failed, for the log, where the model is not told; without secrets.
    package let cause: String?

    package init(_ message: String, cause: String? = nil) {
        self.message = message
        self.cause = cause
    }
}

/// A tool: what `tools/list` shows and what `tools/call` runs.
package struct Tool<Context: ToolContext>: Sendable {
    package let name: String
    package let title: String
    package let description: String
    package let effect: ToolEffect
    /// True when a call may ask others than the Wazuh it belongs to.
    package let asksOutside: Bool
    package let scope: ToolScope
    package let inputSchema: JSON
    /// What each structured result fits, in full.
    package let outputSchema: JSON
    /// The same to one level, as `tools/list` shows it.
    package let listedOutputSchema: JSON
    /// Decodes the arguments, runs the handler and renders its output.
    /// - Throws: ``ToolInputError`` for bad arguments; whatever the handler throws.
    package let call: @Sendable (_ arguments: JSONObject, Context) async throws -> Round<ToolResult>

    /// Declares a tool whose handler receives one typed value per argument, in order.
    package init<each Value: Sendable, Output: ToolOutput>(
        _ name: String,
        title: String,
        _ description: String,
        _ effect: ToolEffect,
        asksOutside: Bool = false,
        scope: ToolScope,
        _ arguments: repeat Argument<each Value>,
        handler: @escaping @Sendable (Context, repeat each Value) async throws -> Output
    ) {
        self = .inRounds(
            name, title: title, description, effect, asksOutside: asksOutside, scope: scope, repeat each arguments
        ) { (context: Context, values: repeat each Value) in
            .done(try await handler(context, repeat each values))
        }
    }

    /// Declares a tool whose handler may ask the client before it ends; it begins anew with the answers.
    package static func inRounds<each Value: Sendable, Output: ToolOutput>(
        _ name: String,
        title: String,
        _ description: String,
        _ effect: ToolEffect,
        asksOutside: Bool = false,
        scope: ToolScope,
        _ arguments: repeat Argument<each Value>,
        handler: @escaping @Sendable (Context, repeat each Value) async throws -> Round<Output>
    ) -> Tool {
        let textLimit = Argument<Int>.textLimit
        var input = ArgumentSchema()
        for argument in repeat each arguments { input.add(argument.properties, required: argument.required) }
        if Output.canBeLong { input.add(textLimit.properties, required: textLimit.required) }
        let known = input
        return Tool(
            name: name, title: title, description: description, effect: effect, asksOutside: asksOutside, scope: scope,
            inputSchema: input.json, outputSchema: Output.schema, listedOutputSchema: Output.structure.listedSchema
        ) { given, context in
            try known.refuseUnknown(given, tool: name)
            let asked = try await known.resumed(given, tool: name, on: context.cursors)
            let limit = try Output.canBeLong ? textLimit.decode(asked) : ToolResult.defaultTextLimit
            switch try await handler(context, repeat try (each arguments).decode(asked)) {
            case .done(let output):
                let fitted = output.fitted(to: limit)
                let continuation = fitted.position.map { Continuation(tool: name, asked, position: $0) }
                // Without a cursor an answer says how much there is, but not how to go on.
                let cursor = try? await continuation?.cursor(on: context.cursors)
                return .done(ToolResult(fitted.leading(to: cursor), in: context))
            case .asks(let requests): return .asks(requests)
            }
        }
    }

    private init(
        name: String, title: String, description: String, effect: ToolEffect, asksOutside: Bool, scope: ToolScope,
        inputSchema: JSON, outputSchema: JSON, listedOutputSchema: JSON,
        call: @escaping @Sendable (JSONObject, Context) async throws -> Round<ToolResult>
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.effect = effect
        self.asksOutside = asksOutside
        self.scope = scope
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.listedOutputSchema = listedOutputSchema
        self.call = call
    }
}

extension Argument where Value == Int {
    /// How long the text of an answer may be: whole items are left out beyond it, and the answer says so.
    ///
    /// Offered by each tool whose answer can be long.
    static var textLimit: Argument<Int> {
        .integer("max_characters", "Longest text.", in: 1_000...150_000, default: ToolResult.defaultTextLimit)
    }
}
