package import JSON

/// One typed tool argument, or a group of arguments decoded together.
///
/// The same value describes the JSON Schema properties and reads them back, so the two cannot drift.
package struct Argument<Value: Sendable>: Sendable {
    package let properties: JSONObject
    package let required: [String]
    package let decode: @Sendable (JSONObject) throws(ToolInputError) -> Value

    /// Creates an argument, or a group of arguments when `properties` has several entries.
    package init(
        properties: JSONObject, required: [String],
        decode: @escaping @Sendable (JSONObject) throws(ToolInputError) -> Value
    ) {
        self.properties = properties
        self.required = required
        self.decode = decode
    }
}

/// An argument problem that the model can correct by itself: names the argument and what is allowed.
package struct ToolInputError: Error, Hashable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

extension Argument {
    /// The same argument, nil when the caller leaves it out or sends null.
    package static func optional<Wrapped>(_ base: Argument<Wrapped>) -> Self where Value == Wrapped? {
        Self(properties: base.properties, required: []) { given throws(ToolInputError) in
            if base.properties.names.allSatisfy({ given[$0] == nil || given[$0] == .null }) { return nil }
            return try base.decode(given)
        }
    }

    /// The same argument with a value for callers that leave it out.
    package static func defaulted(_ base: Argument<Value>, to fallback: Value, shownAs shown: JSON) -> Self {
        var properties = base.properties
        if let name = properties.names.first, var schema = properties[name]?.object {
            schema["default"] = shown
            properties[name] = .object(schema)
        }
        return Self(properties: properties, required: []) { given throws(ToolInputError) in
            if base.properties.names.allSatisfy({ given[$0] == nil || given[$0] == .null }) { return fallback }
            return try base.decode(given)
        }
    }

    /// Several arguments handed to the tool as one value.
    package static func group<each Part: Sendable>(
        _ parts: repeat Argument<each Part>,
        combine: @escaping @Sendable (repeat each Part) throws(ToolInputError) -> Value
    ) -> Self {
        var properties: JSONObject = [:]
        var required: [String] = []
        for part in repeat each parts {
            for member in part.properties { properties[member.name] = member.value }
            required += part.required
        }
        return Self(properties: properties, required: required) { given throws(ToolInputError) in
            try combine(repeat try (each parts).decode(given))
        }
    }
}
