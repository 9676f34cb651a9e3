internal import JSON

/// A query of OpenSearch's query language, read and checked but not yet applied to any field.
indirect enum Query: Sendable {
    case all
    case none
    case bool(BoolQuery)
    case term(field: String, value: JSON, ignoresCase: Bool)
    case terms(field: String, values: [JSON])
    case range(RangeQuery)
    case exists(field: String)
    case ids([String])
    case prefix(field: String, text: String, ignoresCase: Bool)
    case wildcard(field: String, pattern: String, ignoresCase: Bool)
    case match(MatchQuery)
    case phrase(field: String, text: JSON)
    case constantScore(Query)

    /// True where OpenSearch would give every match the score 0, because nothing in the query weighs.
    var isOnlyFilter: Bool {
        switch self {
        case .bool(let query): query.must.isEmpty && query.should.isEmpty && !query.filter.isEmpty
        default: false
        }
    }
}

/// The clauses of a `bool` query.
struct BoolQuery: Sendable {
    var must: [Query] = []
    var filter: [Query] = []
    var should: [Query] = []
    var mustNot: [Query] = []
    /// How many of `should` have to match, such as `2`, `-1` or `75%`; nil for OpenSearch's rule.
    var minimumShouldMatch: String?
}

/// The bounds of a `range` query.
struct RangeQuery: Sendable {
    struct Bound: Sendable {
        var value: JSON
        var isIncluded: Bool
    }

    let field: String
    var lower: Bound?
    var upper: Bound?
    var format: DateFormat?
}

/// A `match` query; words are told apart only in analysed fields.
struct MatchQuery: Sendable {
    let field: String
    var text: JSON = .null
    var needsAll = false
    var minimumShouldMatch: String?
    /// True to match nothing where the text does not fit the field's type.
    var isLenient = false
}

/// How many of some clauses have to match.
enum MinimumShouldMatch {
    /// Reads a number or a percentage, either of which may be negative for what may be missing.
    static func count(_ text: String, of total: Int) throws(IndexerError) -> Int {
        let isPercentage = text.hasSuffix("%")
        guard let number = Int(isPercentage ? text.dropLast() : text[...]) else {
            throw .shards("number_format_exception", "For input string: \"\(text)\"")
        }
        let amount = isPercentage ? total * number / 100 : number
        return max(0, amount < 0 ? total + amount : amount)
    }
}
