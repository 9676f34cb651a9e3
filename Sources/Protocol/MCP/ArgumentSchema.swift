internal import Encodings
internal import JSON

/// The input schema of a tool while its arguments are added.
struct ArgumentSchema: Sendable {
    private var properties: JSONObject = [:]
    private var required: [String] = []

    mutating func add(_ added: JSONObject, required names: [String]) {
        for member in added { properties[member.name] = member.value }
        required += names
    }

    var json: JSON {
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required.map(JSON.string)) }
        schema["additionalProperties"] = false
        return .object(schema)
    }

    /// What stands for an argument that is left out.
    func standard(of name: String) -> JSON? { properties[name]?["default"] }

    /// - Throws: ``ToolInputError`` that lists what the tool takes when an argument is none of it.
    func refuseUnknown(_ given: JSONObject, tool: String) throws(ToolInputError) {
        guard let unknown = given.names.first(where: { properties[$0] == nil }) else { return }
        let known = properties.isEmpty ? "no arguments" : properties.names.joined(separator: ", ")
        throw ToolInputError("\(unknown.beginning()): unknown argument; \(tool) takes \(known)")
    }
}
