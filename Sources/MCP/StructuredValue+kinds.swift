package import JSON

extension String: StructuredValue {
    package static var schema: JSON { ["type": "string"] }
}

extension Int: StructuredValue {
    package static var schema: JSON { ["type": "integer"] }
}

extension Double: StructuredValue {
    package static var schema: JSON { ["type": "number"] }
}

extension Bool: StructuredValue {
    package static var schema: JSON { ["type": "boolean"] }
}

extension Optional: StructuredValue where Wrapped: StructuredValue {
    package static var schema: JSON { Wrapped.schema }
    package static var isOptional: Bool { true }
    package var isAbsent: Bool { self == nil }
}

extension Array: StructuredValue where Element: StructuredValue {
    package static var schema: JSON { ["type": "array", "items": Element.schema] }
}

extension JSONObject: StructuredValue {
    package static var schema: JSON { ["type": "object"] }
}
