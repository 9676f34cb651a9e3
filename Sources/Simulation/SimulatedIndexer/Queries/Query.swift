import Encodings
import JSON

/// A query of OpenSearch's query language, in the forms that the server asks in, not yet applied to any field.
indirect enum Query: Sendable {
    case all
    case bool(filter: [Query], should: [Query], mustNot: [Query])
    case term(field: String, value: JSON)
    case terms(field: String, values: [JSON])
    case range(RangeQuery)
    case exists(field: String)
    case prefix(field: String, text: String)
    case wildcard(field: String, WildcardPattern)
    case phrase(field: String, text: String)

    private static let deepest = 64

    /// True where OpenSearch would give every match the score 0, because nothing in the query weighs.
    var isOnlyFilter: Bool {
        if case .bool(let filter, let should, _) = self { !filter.isEmpty && should.isEmpty } else { false }
    }

    /// Reads a query.
    /// - Throws: ``IndexerError`` for every kind, member and option that is not understood, never ignoring one.
    init(_ json: JSON) throws(IndexerError) { try self.init(json, depth: 0) }

    private init(_ json: JSON, depth: Int) throws(IndexerError) {
        guard let kind = json.object?.first, json.object?.count == 1, let body = kind.value.object, depth < Self.deepest
        else { throw .unsupported("a query that is no object of one kind") }
        switch ExactText(kind.name) {
        case "match_all" where body.isEmpty: self = .all
        case "bool": self = try Self.bool(body, depth: depth)
        default:
            guard let member = body.first, body.count == 1 else {
                throw .unsupported("the query [\(kind.name)] with other than one member")
            }
            self = try Self.query(kind.name, on: member.name, member.value)
        }
    }

    /// A query on one field.
    private static func query(_ kind: String, on field: String, _ value: JSON) throws(IndexerError) -> Query {
        switch (ExactText(kind), value) {
        case ("exists", .string(let name)) where ExactText(field) == "field": return .exists(field: name)
        case ("term", .string), ("term", .integer), ("term", .number), ("term", .bool):
            return .term(field: field, value: value)
        case ("terms", .array(let values)): return .terms(field: field, values: values)
        case ("prefix", .string(let text)): return .prefix(field: field, text: text)
        case ("match_phrase", .string(let text)): return .phrase(field: field, text: text)
        case ("range", .object(let options)): return .range(try RangeQuery(field, options))
        case ("wildcard", .object(let options)):
            guard options.count == 2, let pattern = options["value"]?.string,
                let ignoresCase = options["case_insensitive"]?.bool
            else { throw .unsupported("[wildcard] with other options than [value] and [case_insensitive]") }
            return .wildcard(field: field, WildcardPattern(pattern, ignoresCase: ignoresCase))
        default: throw .unsupported("the query [\(kind)] on [\(field)]")
        }
    }

    private static func bool(_ body: JSONObject, depth: Int) throws(IndexerError) -> Query {
        var clauses: [ExactText: [Query]] = [:]
        for member in body where ExactText(member.name) != "minimum_should_match" {
            guard ["filter", "should", "must_not"].contains(ExactText(member.name)) else {
                throw .unsupported("[bool] with [\(member.name)]")
            }
            var queries: [Query] = []
            for clause in member.value.array ?? [member.value] { queries.append(try Query(clause, depth: depth + 1)) }
            clauses[ExactText(member.name)] = queries
        }
        let (filter, should) = (clauses["filter"] ?? [], clauses["should"] ?? [])
        let minimum = body["minimum_should_match"]
        guard minimum == nil ? should.isEmpty || filter.isEmpty : minimum == 1 else {
            throw .unsupported("[bool] with another minimum than one of [should]")
        }
        return .bool(filter: filter, should: should, mustNot: clauses["must_not"] ?? [])
    }
}

/// The bounds of a `range` query.
struct RangeQuery: Sendable {
    struct Bound: Sendable {
        let value: JSON
        let isIncluded: Bool

        var text: String { value.string ?? value.jsonText }
    }

    let field: String
    private(set) var lower: Bound?
    private(set) var upper: Bound?
    /// Nil for the field's own.
    private(set) var format: DateFormat?

    init(_ field: String, _ options: JSONObject) throws(IndexerError) {
        self.field = field
        for option in options {
            switch ExactText(option.name) {
            case "gte": lower = Bound(value: option.value, isIncluded: true)
            case "gt": lower = Bound(value: option.value, isIncluded: false)
            case "lte": upper = Bound(value: option.value, isIncluded: true)
            case "lt": upper = Bound(value: option.value, isIncluded: false)
            case "format":
                format = option.value.string.flatMap(DateFormat.init)
                if format == nil { throw .unsupported("the date format \(option.value.jsonText)") }
            default: throw .unsupported("[range] with [\(option.name)]")
            }
        }
    }
}
