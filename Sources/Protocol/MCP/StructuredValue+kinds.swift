package import JSON

extension String: StructuredValue {
    package static var schema: JSON { ["type": "string"] }

    package func write(as name: JSONName, to writer: inout JSONWriter) { writer.member(name, self) }
}

extension Int: StructuredValue {
    package static var schema: JSON { ["type": "integer"] }
}

extension Double: StructuredValue {
    package static var schema: JSON { ["type": "number"] }
    /// JSON has no infinity and no NaN, such as the mean of nothing.
    package var isAbsent: Bool { !isFinite }
}

extension Bool: StructuredValue {
    package static var schema: JSON { ["type": "boolean"] }
}

extension Optional: StructuredValue where Wrapped: StructuredValue {
    package static var schema: JSON { Wrapped.schema }
    package static var isOptional: Bool { true }
    package var isAbsent: Bool { self?.isAbsent ?? true }

    package func write(as name: JSONName, to writer: inout JSONWriter) { self?.write(as: name, to: &writer) }
}

extension Array: StructuredValue where Element: StructuredValue {
    package static var schema: JSON { ["type": "array", "items": Element.schema] }
}

extension JSONObject: StructuredValue {
    package static var schema: JSON { ["type": "object"] }
}
