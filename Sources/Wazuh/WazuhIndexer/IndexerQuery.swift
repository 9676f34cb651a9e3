package import JSON

/// Which documents a search is about, in the few forms of OpenSearch's query DSL that are asked for.
///
/// Text from a caller stands in values only, never in a query's syntax.
package indirect enum IndexerQuery: Sendable, Hashable {
    case all([IndexerQuery])
    case any([IndexerQuery])
    case not(IndexerQuery)
    case exists(String)
    /// The field holds one of these as a whole value.
    case equals(String, [JSON])
    /// The field's value begins with this.
    case begins(String, String)
    /// The field's whole value, in any case, is of this pattern.
    case matches(String, WildcardPattern)
    /// The field is analysed text that holds these words one after another.
    case phrase(String, String)
    case range(String, from: Limit? = nil, to: Limit? = nil)
    case time(String, TimeRange)

    /// One end of a range.
    package struct Limit: Sendable, Hashable {
        let value: JSON
        let isIncluded: Bool

        package init(_ value: JSON, isIncluded: Bool = true) {
            self.value = value
            self.isIncluded = isIncluded
        }
    }

    /// The field holds this as a whole value.
    package static func equals(_ field: String, _ value: String) -> Self { .equals(field, [.string(value)]) }

    /// The field holds one of these as a whole value.
    package static func equals(_ field: String, anyOf values: [String]) -> Self {
        .equals(field, values.map(JSON.string))
    }

    /// The query in OpenSearch's query DSL.
    package var json: JSON {
        switch self {
        case .all(let parts): ["bool": ["filter": .array(parts.map(\.json))]]
        case .any(let parts): ["bool": ["should": .array(parts.map(\.json)), "minimum_should_match": 1]]
        case .not(let part): ["bool": ["must_not": [part.json]]]
        case .exists(let field): ["exists": ["field": .string(field)]]
        case .equals(let field, let values):
            values.count == 1 ? ["term": .object([field: values[0]])] : ["terms": .object([field: .array(values)])]
        case .begins(let field, let text): ["prefix": .object([field: .string(text)])]
        case .matches(let field, let pattern):
            ["wildcard": .object([field: ["value": .string(pattern.text), "case_insensitive": true]])]
        case .phrase(let field, let text): ["match_phrase": .object([field: .string(text)])]
        case .range(let field, let lower, let upper):
            ["range": .object([field: .object(Self.limits(lower, upper))])]
        case .time(let field, let range): ["range": .object([field: range.limits])]
        }
    }

    private static func limits(_ lower: Limit?, _ upper: Limit?) -> JSONObject {
        var limits: JSONObject = [:]
        if let lower { limits[lower.isIncluded ? "gte" : "gt"] = lower.value }
        if let upper { limits[upper.isIncluded ? "lte" : "lt"] = upper.value }
        return limits
    }
}

/// A pattern of a whole value, in which `*` stands for any characters and `?` for one.
package struct WildcardPattern: Sendable, Hashable {
    /// As the indexer reads it, with a backslash before what stands for itself.
    let text: String

    /// A pattern in the indexer's own writing.
    package init(_ text: String) { self.text = text }

    /// A pattern in which a backslash is itself, as in Windows paths.
    package init(withPlainBackslashes text: String) { self.text = text.replacing("\\", with: "\\\\") }

    /// Exactly this text.
    package init(literal text: String) {
        self.text = text.replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("?", with: "\\?")
    }

    /// Whatever holds this text.
    package init(containing text: String) { self = WildcardPattern("*\(WildcardPattern(literal: text).text)*") }

    /// Whatever ends with this text.
    package init(endingWith text: String) { self = WildcardPattern("*\(WildcardPattern(literal: text).text)") }
}
