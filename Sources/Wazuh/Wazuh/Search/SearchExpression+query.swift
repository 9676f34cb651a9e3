package import JSON

extension SearchExpression {
    /// Reads a search.
    /// - Parameter search: up to 2,000 characters of the query language.
    /// - Throws: ``SearchSyntaxError`` that names the offending token.
    package init(parsing search: String) throws(SearchSyntaxError) { self = try SearchParser.parse(search) }

    /// The search as a query of the indexer: text from the caller stands in values only, never in a query's syntax.
    package var query: JSON {
        switch self {
        case .all(let parts): ["bool": ["filter": .array(parts.map(\.query))]]
        case .any(let parts): ["bool": ["should": .array(parts.map(\.query)), "minimum_should_match": 1]]
        case .not(let part): ["bool": ["must_not": [part.query]]]
        case .text(let text): Self.anywhere(text)
        case .field(let name, let condition): condition.query(on: name)
        }
    }

    private static func anywhere(_ text: String) -> JSON {
        let hasWildcard = text.contains { "*?".contains($0) }
        var places = SearchField.searchedWhole.map { name in
            (hasWildcard ? SearchCondition.wildcard(text) : .equals(text)).query(on: name)
        }
        if !hasWildcard { places.append(["match_phrase": ["full_log": .string(text)]]) }
        // Descriptions are whole values to the indexer: only a pattern finds a word in them. None is as long as this, and
        // longer patterns of this form can be too much for the indexer (measured: 314 equal characters).
        guard text.count <= 300 else { return ["bool": ["should": .array(places), "minimum_should_match": 1]] }
        let pattern = hasWildcard ? "*\(text)*" : "*\(text.escapingWildcards)*"
        places.append(SearchCondition.wildcard(pattern).query(on: "rule.description"))
        return ["bool": ["should": .array(places), "minimum_should_match": 1]]
    }
}

extension SearchCondition {
    func query(on name: String) -> JSON {
        switch self {
        case .equals(let value) where SearchField.textFields.contains(name):
            return ["match_phrase": .object([name: .string(value)])]
        case .equals(let value): return ["term": .object([name: .string(value)])]
        case .wildcard(let pattern):
            return ["wildcard": .object([name: ["value": .string(pattern), "case_insensitive": true]])]
        case .exists: return ["exists": ["field": .string(name)]]
        case .range(let lower, let upper):
            var limits: JSONObject = [:]
            if let lower { limits[lower.isIncluded ? "gte" : "gt"] = .string(lower.value) }
            if let upper { limits[upper.isIncluded ? "lte" : "lt"] = .string(upper.value) }
            return ["range": .object([name: .object(limits)])]
        }
    }
}

extension String {
    fileprivate var escapingWildcards: String {
        replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("?", with: "\\?")
    }
}
