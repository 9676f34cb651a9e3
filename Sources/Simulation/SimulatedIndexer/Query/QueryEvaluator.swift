internal import JSON

/// Finds the documents that a query matches.
struct QueryEvaluator: Sendable {
    let store: DocumentStore
    /// What `now` means, in milliseconds since 1970.
    let now: Int

    var empty: DocumentSet { DocumentSet(capacity: store.count) }
    var everything: DocumentSet { DocumentSet(capacity: store.count, filled: true) }

    /// The documents of all indices that match.
    /// - Throws: ``IndexerError`` when a value does not fit the field it is compared with.
    func documents(matching query: Query) throws(IndexerError) -> DocumentSet {
        switch query {
        case .all: return everything
        case .none: return empty
        case .bool(let query): return try bool(query)
        case .constantScore(let query): return try documents(matching: query)
        case .term(let field, let value, let ignoresCase): return try term(field, value, ignoresCase: ignoresCase)
        case .terms(let field, let values): return try terms(field, values)
        case .range(let query): return try range(query)
        case .exists(let field): return exists(field)
        case .ids(let ids): return identified(Set(ids))
        case .prefix(let field, let text, let ignoresCase):
            let wanted = ignoresCase ? text.lowercased() : text
            return try strings(field, "prefix") { (ignoresCase ? $0.lowercased() : $0).hasPrefix(wanted) }
        case .wildcard(let field, let pattern, let ignoresCase):
            let pattern = WildcardPattern(pattern, ignoresCase: ignoresCase)
            return try strings(field, "wildcard") { pattern.matches($0) }
        case .match(let query): return try match(query)
        case .phrase(let field, let text): return try phrase(field, text)
        }
    }

    private func bool(_ query: BoolQuery) throws(IndexerError) -> DocumentSet {
        var result = everything
        for clause in query.must + query.filter { result.formIntersection(try documents(matching: clause)) }
        if !query.should.isEmpty {
            let isOptional = !(query.must.isEmpty && query.filter.isEmpty)
            var sets: [DocumentSet] = []
            for clause in query.should { sets.append(try documents(matching: clause)) }
            let needed =
                try query.minimumShouldMatch.map { text throws(IndexerError) in
                    try MinimumShouldMatch.count(text, of: sets.count)
                } ?? (isOptional ? 0 : 1)
            result.formIntersection(atLeast(needed, of: sets))
        }
        for clause in query.mustNot { result.subtract(try documents(matching: clause)) }
        return result
    }

    /// The documents that stand in at least so many of the sets.
    func atLeast(_ needed: Int, of sets: [DocumentSet]) -> DocumentSet {
        guard needed > 0 else { return everything }
        guard needed <= sets.count else { return empty }
        if needed == 1 { return sets.reduce(into: empty) { $0.formUnion($1) } }
        var result = empty
        for document in 0..<store.count where sets.count(where: { $0.contains(document) }) >= needed {
            result.insert(document)
        }
        return result
    }

    private func exists(_ field: String) -> DocumentSet {
        var result = empty
        if let column = store.columns[field] { result.formUnion(column.present) }
        if let text = store.texts[field] { result.formUnion(text.present(capacity: store.count)) }
        let below = field + "."
        for (name, column) in store.columns where name.hasPrefix(below) { result.formUnion(column.present) }
        for (name, text) in store.texts where name.hasPrefix(below) {
            result.formUnion(text.present(capacity: store.count))
        }
        return result
    }

    private func identified(_ ids: Set<String>) -> DocumentSet {
        var result = empty
        for (document, id) in store.ids.enumerated() where ids.contains(id) { result.insert(document) }
        return result
    }

    /// The documents with a string, or a word of an analysed text, that satisfies a test.
    private func strings(
        _ field: String, _ kind: String, where matches: (String) -> Bool
    ) throws(IndexerError) -> DocumentSet {
        switch store.type(of: field) {
        case .text?:
            guard let words = store.words(of: field) else { return empty }
            let wanted = words.words.map(matches)
            return words.documents { wanted[Int($0)] }
        case .keyword?:
            guard let column = store.columns[field] else { return empty }
            let wanted = column.strings.map(matches)
            return column.documents { wanted[Int($0)] }
        case let type?:
            throw .query(
                "Can only use \(kind) queries on keyword and text fields - not on [\(field)] which is of type [\(type.rawValue)]"
            )
        case nil: return empty
        }
    }
}
