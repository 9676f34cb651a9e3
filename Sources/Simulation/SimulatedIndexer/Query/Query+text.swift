internal import JSON

extension Query {
    static func prefix(_ body: JSONObject) throws(IndexerError) -> Query {
        let known: Set = ["value", "case_insensitive", "rewrite"]
        let (field, options) = try field("prefix", body, shorthand: "value", optionsNamed: known)
        return .prefix(
            field: field, text: try text("prefix", options, "value"),
            ignoresCase: try flag(options, "case_insensitive"))
    }

    static func wildcard(_ body: JSONObject) throws(IndexerError) -> Query {
        let known: Set = ["value", "wildcard", "case_insensitive", "rewrite"]
        let (field, options) = try field("wildcard", body, shorthand: "value", optionsNamed: known)
        return .wildcard(
            field: field, pattern: try text("wildcard", options, options["value"] == nil ? "wildcard" : "value"),
            ignoresCase: try flag(options, "case_insensitive"))
    }

    static func match(_ body: JSONObject) throws(IndexerError) -> Query {
        let known: Set = ["query", "operator", "minimum_should_match", "lenient", "zero_terms_query"]
        let (field, options) = try field(
            "match", body, shorthand: "query", optionsNamed: known.union(unsupportedMatchOptions))
        try refuse(unsupportedMatchOptions, in: options, of: "match")
        return .match(try matchQuery(field, options))
    }

    static func matchPhrase(_ body: JSONObject) throws(IndexerError) -> Query {
        let unsupported: Set = ["analyzer", "zero_terms_query"]
        let (field, options) = try field(
            "match_phrase", body, shorthand: "query", optionsNamed: unsupported.union(["query", "slop"]))
        try refuse(unsupported, in: options, of: "match_phrase")
        if let slop = options["slop"], slop.int != 0 { throw .unsupported("[match_phrase] with a slop") }
        return .phrase(field: field, text: try value("match_phrase", options))
    }

    /// Several fields named one by one: what `best_fields` and `phrase` find, without the scores.
    static func multiMatch(_ body: JSONObject) throws(IndexerError) -> Query {
        let known: Set = ["query", "fields", "type", "operator", "minimum_should_match", "lenient", "boost", "_name"]
        for member in body where !known.contains(member.name) {
            guard unsupportedMatchOptions.union(["slop", "tie_breaker"]).contains(member.name) else {
                throw .parsing("[multi_match] query does not support [\(member.name)]")
            }
            throw .unsupported("[multi_match] with [\(member.name)]")
        }
        guard let fields = body["fields"]?.array?.compactMap(\.string), !fields.isEmpty else {
            throw .unsupported("[multi_match] without [fields]")
        }
        var queries: [Query] = []
        for field in fields {
            if field.contains("*") || field.contains("^") {
                throw .unsupported("the field [\(field)] in [multi_match]")
            }
            switch body["type"]?.string {
            case nil, "best_fields"?, "most_fields"?: queries.append(.match(try matchQuery(field, body)))
            case "phrase"?: queries.append(.phrase(field: field, text: try value("multi_match", body)))
            default: throw .unsupported("[multi_match] of that type")
            }
        }
        return .bool(BoolQuery(should: queries))
    }

    private static let unsupportedMatchOptions: Set<String> = [
        "analyzer", "auto_generate_synonyms_phrase_query", "fuzziness", "fuzzy_rewrite", "fuzzy_transpositions",
        "max_expansions", "prefix_length",
    ]

    private static func matchQuery(_ field: String, _ options: JSONObject) throws(IndexerError) -> MatchQuery {
        var query = MatchQuery(field: field, text: try value("match", options))
        switch options["operator"]?.string?.lowercased() {
        case nil, "or": break
        case "and": query.needsAll = true
        case let name?:
            throw .argument("No enum constant org.opensearch.index.query.Operator.\(name.uppercased())")
        }
        query.isLenient = try flag(options, "lenient")
        query.minimumShouldMatch = options["minimum_should_match"].map { $0.string ?? $0.jsonText }
        if let zero = options["zero_terms_query"], zero != "none" { throw .unsupported("[zero_terms_query]") }
        return query
    }

    private static func value(_ query: String, _ options: JSONObject) throws(IndexerError) -> JSON {
        guard let value = options["query"], !value.isNull else {
            throw .argument("[\(query)] requires query value")
        }
        return value
    }

    private static func text(_ query: String, _ options: JSONObject, _ name: String) throws(IndexerError) -> String {
        guard let value = options[name], !value.isNull else { throw .argument("value cannot be null") }
        return value.string ?? value.jsonText
    }

    private static func refuse(_ names: Set<String>, in options: JSONObject, of query: String) throws(IndexerError) {
        for option in options where names.contains(option.name) {
            throw .unsupported("[\(query)] with [\(option.name)]")
        }
    }
}
