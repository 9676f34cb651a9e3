package import WazuhIndexer

/// What a search asks for, read from the query language of `search_security_events`.
///
/// The language: words and "quoted phrases" anywhere in an event, `field:value`, `field:>7`, `field:[3 TO 9]`, `*` and `?`
/// behind the first character of a value, AND (also by writing terms side by side), OR, NOT or a leading minus, parentheses.
package indirect enum SearchExpression: Sendable, Hashable {
    case all([SearchExpression])
    case any([SearchExpression])
    case not(SearchExpression)
    /// Text anywhere in an event.
    case text(String)
    case field(name: String, SearchCondition)

    /// The search as a query of the indexer.
    package var query: IndexerQuery {
        switch self {
        case .all(let parts): .all(parts.map(\.query))
        case .any(let parts): .any(parts.map(\.query))
        case .not(let part): .not(part.query)
        case .text(let text): Self.anywhere(text)
        case .field(let name, let condition): condition.query(on: name)
        }
    }

    private static func anywhere(_ text: String) -> IndexerQuery {
        let hasWildcard = text.contains { "*?".contains($0) }
        var places = SearchField.searchedWhole.map { name in
            (hasWildcard ? SearchCondition.wildcard(text) : .equals(text)).query(on: name)
        }
        if !hasWildcard { places.append(.phrase("full_log", text)) }
        // Descriptions are whole values to the indexer: only a pattern finds a word in them. None is as long as this, and
        // longer patterns of this form can be too much for the indexer (measured: 314 equal characters).
        guard text.count <= 300 else { return .any(places) }
        let pattern = hasWildcard ? WildcardPattern("*\(text)*") : WildcardPattern(containing: text)
        places.append(.matches("rule.description", pattern))
        return .any(places)
    }
}
