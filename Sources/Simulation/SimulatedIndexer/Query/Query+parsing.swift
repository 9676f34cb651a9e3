internal import JSON

extension Query {
    /// Reads a query.
    /// - Throws: ``IndexerError`` for every kind, member and option that is not understood, never ignoring one.
    init(_ json: JSON) throws(IndexerError) {
        guard let object = json.object else {
            throw .parsing("[_na] query malformed, must start with start_object")
        }
        guard let member = object.first else { throw .argument("query malformed, empty clause found at [1:1]") }
        self = try Query.read(member.name, member.value)
        if object.count > 1 {
            throw .parsing("[\(member.name)] malformed query, expected [END_OBJECT] but found [FIELD_NAME]")
        }
    }

    private static func read(_ name: String, _ body: JSON) throws(IndexerError) -> Query {
        if unsupportedKinds.contains(name) { throw .unsupported("the query [\(name)]") }
        guard let reader = readers[name] else { throw .unknownName("unknown query [\(name)]", name) }
        guard let object = body.object else {
            throw .parsing("[\(name)] query malformed, no start_object after query name")
        }
        do {
            return try reader(object)
        } catch let error as IndexerError {
            throw error
        } catch {
            throw .parsing("\(error)")
        }
    }

    private static let readers: [String: @Sendable (JSONObject) throws -> Query] = [
        "match_all": { try noOptions("match_all", $0, .all) },
        "match_none": { try noOptions("match_none", $0, .none) },
        "bool": bool, "constant_score": constantScore,
        "term": term, "terms": terms, "range": range, "exists": exists, "ids": ids,
        "prefix": prefix, "wildcard": wildcard,
        "match": match, "match_phrase": matchPhrase, "multi_match": multiMatch,
    ]

    /// What OpenSearch has and we do not: refused by name, so that nobody takes it for a misspelling.
    private static let unsupportedKinds: Set<String> = [
        "boosting", "combined_fields", "common", "dis_max", "distance_feature", "function_score", "fuzzy",
        "geo_bounding_box", "geo_distance", "geo_polygon", "hybrid", "intervals", "knn", "match_bool_prefix",
        "match_phrase_prefix", "more_like_this", "nested", "query_string", "rank_feature", "regexp", "script",
        "script_score", "simple_query_string", "span_first", "span_multi", "span_near", "span_not", "span_or",
        "span_term", "span_within", "terms_set", "wrapper",
    ]

    private static func noOptions(_ name: String, _ body: JSONObject, _ query: Query) throws(IndexerError) -> Query {
        for member in body where member.name != "boost" {
            throw .content("[\(name)] unknown field [\(member.name)]")
        }
        return query
    }

    private static func bool(_ body: JSONObject) throws(IndexerError) -> Query {
        var query = BoolQuery()
        for (name, value) in body.map({ ($0.name, $0.value) }) {
            switch name {
            case "must": query.must = try clauses(name, value)
            case "filter": query.filter = try clauses(name, value)
            case "should": query.should = try clauses(name, value)
            case "must_not", "mustNot": query.mustNot = try clauses(name, value)
            case "minimum_should_match": query.minimumShouldMatch = value.string ?? value.jsonText
            case "boost", "_name", "adjust_pure_negative": break
            default: throw .content("[bool] unknown field [\(name)]")
            }
        }
        return .bool(query)
    }

    private static func clauses(_ name: String, _ json: JSON) throws(IndexerError) -> [Query] {
        do {
            var queries: [Query] = []
            for clause in json.array ?? [json] { queries.append(try Query(clause)) }
            return queries
        } catch {
            throw error.wrapped("[bool] failed to parse field [\(name)]")
        }
    }

    private static func constantScore(_ body: JSONObject) throws(IndexerError) -> Query {
        for member in body where !["filter", "boost"].contains(member.name) {
            throw .parsing("[constant_score] query does not support [\(member.name)]")
        }
        guard let filter = body["filter"] else { throw .parsing("[constant_score] requires a 'filter' element") }
        return .constantScore(try Query(filter))
    }
}
