package import JSON

/// Checks values against the part of JSON Schema that the protocol's own schemas and those of tools use.
///
/// Annotations and formats are not checked; a keyword that is neither known nor ignored on purpose is a problem of its
/// own, so that no check passes by not looking.
package struct JSONSchema: Sendable {
    private let document: JSON

    package init(_ document: JSON) { self.document = document }

    /// What is wrong with a value.
    /// - Parameters:
    ///   - value: the value.
    ///   - name: the definition to hold it to; the whole schema when nil.
    /// - Returns: a line for each problem, with the place in the value; empty when it fits.
    package func problems(of value: JSON, as name: String? = nil) -> [String] {
        guard let name else { return check(value, document, at: "") }
        guard let schema = definition(name) else { return ["no definition \(name)"] }
        return check(value, schema, at: name)
    }

    private static let annotations: Set<String> = [
        "$schema", "$comment", "$defs", "definitions", "title", "description", "default", "examples", "deprecated",
        "format",
        "contentEncoding", "contentMediaType",
    ]

    private func definition(_ name: some StringProtocol) -> JSON? {
        document["$defs"]?[String(name)] ?? document["definitions"]?[String(name)]
    }

    private func check(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
        guard let keywords = schema.object else {
            return schema == false ? ["\(place): nothing is allowed here"] : []
        }
        return keywords.flatMap { check(value, keyword: $0.name, $0.value, of: schema, at: place) }
    }

    private func check(_ value: JSON, keyword: String, _ rule: JSON, of schema: JSON, at place: String) -> [String] {
        let isKept: Bool
        switch keyword {
        case "$ref":
            guard let target = rule.string?.split(separator: "/").last.flatMap({ definition($0) }) else {
                return ["\(place): unknown reference \(rule.jsonText)"]
            }
            return check(value, target, at: place)
        case "properties": return value.object.map { members($0, rule, at: place) } ?? []
        case "additionalProperties":
            guard let object = value.object else { return [] }
            let others = object.filter { schema["properties"]?[$0.name] == nil }
            return others.flatMap { check($0.value, rule, at: "\(place).\($0.name)") }
        case "items":
            return (value.array ?? []).enumerated().flatMap { check($1, rule, at: "\(place)[\($0)]") }
        case "allOf": return (rule.array ?? []).flatMap { check(value, $0, at: place) }
        case "anyOf", "oneOf":
            let attempts = (rule.array ?? []).map { check(value, $0, at: place) }
            let fitting = attempts.count { $0.isEmpty }
            isKept = keyword == "anyOf" ? fitting > 0 : fitting == 1
        case "required":
            let missing = (rule.array ?? []).compactMap(\.string).filter { value.object != nil && value[$0] == nil }
            return missing.map { "\(place).\($0): missing" }
        case "type": isKept = (rule.array ?? [rule]).contains { $0.string.map { Self.has(value, type: $0) } ?? false }
        case "const": isKept = value == rule
        case "enum": isKept = rule.array?.contains(value) ?? false
        case "minimum": isKept = value.double.map { $0 >= rule.double ?? 0 } ?? true
        case "maximum": isKept = value.double.map { $0 <= rule.double ?? 0 } ?? true
        case "minLength": isKept = value.string.map { $0.unicodeScalars.count >= rule.int ?? 0 } ?? true
        case "maxLength": isKept = value.string.map { $0.unicodeScalars.count <= rule.int ?? 0 } ?? true
        case "pattern":
            isKept = value.string.map { text in (try? Regex(rule.string ?? "").firstMatch(in: text)) != nil } ?? true
        default: isKept = Self.annotations.contains(keyword)
        }
        return isKept ? [] : ["\(place): \(value.jsonText.prefix(80)) against \(keyword) \(rule.jsonText.prefix(120))"]
    }

    private func members(_ object: JSONObject, _ rules: JSON, at place: String) -> [String] {
        object.flatMap { member in
            rules[member.name].map { check(member.value, $0, at: "\(place).\(member.name)") } ?? []
        }
    }

    private static func has(_ value: JSON, type: String) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object),
            ("integer", .unsigned):
            true
        case ("integer", _): value.int != nil
        case ("number", _): value.double != nil
        default: false
        }
    }
}
