internal import Encodings
internal import JSON

extension Argument {
    /// A required string that `parse` accepts; `expected` completes "expected …" in the refusal.
    ///
    /// `pattern` is an ECMA regular expression for the schema, when one says it better than words, the length included;
    /// `longest` is the most characters that are accepted, counted as JSON Schema does: in Unicode scalars.
    package static func string(
        _ name: String, _ description: String, expected: String, pattern: String? = nil, longest: Int = 1_024,
        as parse: @escaping @Sendable (String) -> Value?
    ) -> Self {
        var schema: JSONObject = ["type": "string", "description": .string(description)]
        if let pattern {
            schema["pattern"] = .string(pattern)
        } else if longest != 1_024 {
            schema["maxLength"] = .integer(Int64(longest))
        }
        return Self(properties: [name: .object(schema)], required: [name]) { given throws(ToolInputError) in
            guard let text = given[name]?.string, text.unicodeScalars.count <= longest, let value = parse(text) else {
                throw refusal(name, expected: expected, given: given[name])
            }
            return value
        }
    }

    fileprivate static func refusal(_ name: String, expected: String, given: JSON?) -> ToolInputError {
        switch given {
        case nil: ToolInputError("\(name): required; expected \(expected)")
        case .string(let text): ToolInputError("\(name): expected \(expected), not \"\(text.beginning())\"")
        case let other?: ToolInputError("\(name): expected \(expected), not \(other.jsonText.beginning())")
        }
    }
}

extension Argument where Value == String {
    /// A required string of 1 to `longest` characters without control characters.
    package static func text(_ name: String, _ description: String, longest: Int = 1_024) -> Self {
        .string(name, description, expected: "a text of 1 to \(longest) characters", longest: longest) { text in
            text.isEmpty || text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : text
        }
    }
}

extension Argument where Value == Int {
    /// An integer within a range; absent means `fallback`.
    package static func integer(
        _ name: String, _ description: String, in range: ClosedRange<Int>, default fallback: Int
    ) -> Self {
        .defaulted(.integer(name, description, in: range), to: fallback, shownAs: .integer(Int64(fallback)))
    }

    /// A required integer within a range.
    package static func integer(_ name: String, _ description: String, in range: ClosedRange<Int>) -> Self {
        let schema: JSON = [
            "type": "integer", "description": .string(description),
            "minimum": .integer(Int64(range.lowerBound)), "maximum": .integer(Int64(range.upperBound)),
        ]
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Self(properties: [name: schema], required: [name]) { given throws(ToolInputError) in
            guard let number = given[name]?.int, range.contains(number) else {
                throw refusal(name, expected: expected, given: given[name])
            }
            return number
        }
    }
}

extension Argument where Value == Bool {
    /// A switch; absent means `fallback`.
    package static func flag(_ name: String, _ description: String, default fallback: Bool) -> Self {
        let schema: JSON = ["type": "boolean", "description": .string(description)]
        let base = Self(properties: [name: schema], required: [name]) { given throws(ToolInputError) in
            guard let value = given[name]?.bool else {
                throw refusal(name, expected: "true or false", given: given[name])
            }
            return value
        }
        return .defaulted(base, to: fallback, shownAs: .bool(fallback))
    }
}

extension Argument where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the raw values of an enum.
    package static func choice(_ name: String, _ description: String) -> Self {
        let names = Value.allCases.map(\.rawValue)
        let schema: JSON = [
            "type": "string", "description": .string(description), "enum": .array(names.map(JSON.string)),
        ]
        return Self(properties: [name: schema], required: [name]) { given throws(ToolInputError) in
            guard let text = given[name]?.string, let value = Value(rawValue: text) else {
                throw refusal(name, expected: "one of \(names.joined(separator: ", "))", given: given[name])
            }
            return value
        }
    }

    /// One of the raw values of an enum; absent means `fallback`.
    package static func choice(_ name: String, _ description: String, default fallback: Value) -> Self {
        .defaulted(.choice(name, description), to: fallback, shownAs: .string(fallback.rawValue))
    }
}
