internal import JSON

/// One key to sort hits by, as the request names it.
struct SortClause: Sendable {
    let field: String
    var isAscending: Bool
    var missing: JSON = "_last"
    var unmappedType: String?
    /// `min` or `max` of several values; nil for the smallest when ascending, else the largest.
    var mode: String?

    /// Reads the member `sort`: a name, an object or a list of either.
    static func read(_ json: JSON) throws(IndexerError) -> [SortClause] {
        var clauses: [SortClause] = []
        for element in json.array ?? [json] {
            if let name = element.string {
                clauses.append(SortClause(field: name, isAscending: name != "_score"))
                continue
            }
            guard let object = element.object else {
                throw .argument(
                    "malformed sort format, within the sort array, an object, or an actual string are allowed")
            }
            for member in object { clauses.append(try clause(member.name, member.value)) }
        }
        return clauses
    }

    /// Reads the query parameter `sort`: `timestamp:desc,id`.
    static func read(parameter: String) throws(IndexerError) -> [SortClause] {
        var clauses: [SortClause] = []
        for part in parameter.split(separator: ",") {
            let pieces = part.split(separator: ":", maxSplits: 1).map(String.init)
            clauses.append(
                SortClause(
                    field: pieces[0],
                    isAscending: try pieces.count == 1 ? pieces[0] != "_score" : order(.string(pieces[1]))))
        }
        return clauses
    }

    private static func clause(_ field: String, _ body: JSON) throws(IndexerError) -> SortClause {
        guard let options = body.object else { return SortClause(field: field, isAscending: try order(body)) }
        var clause = SortClause(field: field, isAscending: field != "_score")
        for option in options {
            switch option.name {
            case "order": clause.isAscending = try order(option.value)
            case "missing": clause.missing = option.value
            case "unmapped_type": clause.unmappedType = option.value.string
            case "mode":
                guard let mode = option.value.string, ["min", "max"].contains(mode) else {
                    throw .unsupported("sorting by the mode \(option.value.jsonText)")
                }
                clause.mode = mode
            case "numeric_type", "nested", "nested_path", "nested_filter":
                throw .unsupported("sorting with [\(option.name)]")
            default: throw .content("[field_sort] unknown field [\(option.name)]")
            }
        }
        return clause
    }

    private static func order(_ json: JSON) throws(IndexerError) -> Bool {
        switch json.string?.lowercased() {
        case "asc": return true
        case "desc": return false
        default:
            throw .argument(
                "No enum constant org.opensearch.search.sort.SortOrder.\((json.string ?? json.jsonText).uppercased())")
        }
    }
}
