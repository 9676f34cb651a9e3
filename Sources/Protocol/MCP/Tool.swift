package import JSON

/// What a call does to the outside world; becomes the annotations that clients see.
package enum ToolEffect: Sendable, Hashable {
    case reads
    case changes(isIdempotent: Bool)
    case destroys
}

/// A permission that the caller's credential must carry.
package struct ToolScope: RawRepresentable, Sendable, Hashable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// What tools run with: their way to the outside world.
package protocol ToolContext: Sendable {
    /// Masks secrets in a text that is about to leave the server.
    /// - Parameters:
    ///   - name: the member that the text belongs to; empty for running text.
    ///   - text: the text as it is.
    /// - Returns: the text, or what stands in its place.
    @Sendable func redact(_ name: String, _ text: String) -> String
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
    package let call: @Sendable (_ arguments: JSONObject, Context) async throws -> ToolResult

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
        let textLimit = Argument<Int>.textLimit
        var input = ArgumentSchema()
        for argument in repeat each arguments { input.add(argument.properties, required: argument.required) }
        if Output.canBeLong { input.add(textLimit.properties, required: textLimit.required) }
        let known = input
        self.name = name
        self.title = title
        self.description = description
        self.effect = effect
        self.asksOutside = asksOutside
        self.scope = scope
        inputSchema = input.json
        outputSchema = Output.schema
        listedOutputSchema = Output.structure.listedSchema
        call = { given, context in
            try known.refuseUnknown(given, tool: name)
            let limit = try Output.canBeLong ? textLimit.decode(given) : ToolResult.defaultTextLimit
            let output = try await handler(context, repeat try (each arguments).decode(given))
            return ToolResult(output, textLimit: limit, redacting: context.redact)
        }
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
