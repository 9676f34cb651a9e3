internal import JSON

extension QueryEvaluator {
    func match(_ query: MatchQuery) throws(IndexerError) -> DocumentSet {
        guard store.type(of: query.field) == .text else { return try exactMatch(query) }
        let wanted = StandardTokenizer.words(of: query.text.string ?? query.text.jsonText)
        guard let words = store.words(of: query.field), !wanted.isEmpty else { return empty }
        let sets = wanted.map { word -> DocumentSet in
            guard let ordinal = words.ordinal(of: word) else { return empty }
            return words.documents { $0 == ordinal }
        }
        if query.needsAll { return atLeast(sets.count, of: sets) }
        guard let minimum = query.minimumShouldMatch else { return atLeast(1, of: sets) }
        return atLeast(max(1, try MinimumShouldMatch.count(minimum, of: sets.count)), of: sets)
    }

    /// A field that is not analysed matches its whole value.
    private func exactMatch(_ query: MatchQuery) throws(IndexerError) -> DocumentSet {
        do {
            return try term(query.field, query.text, ignoresCase: false)
        } catch {
            if query.isLenient { return empty }
            throw error
        }
    }

    func phrase(_ field: String, _ text: JSON) throws(IndexerError) -> DocumentSet {
        guard store.type(of: field) == .text else { return try term(field, text, ignoresCase: false) }
        guard let words = store.words(of: field) else { return empty }
        var phrase: [Int32] = []
        for word in StandardTokenizer.words(of: text.string ?? text.jsonText) {
            guard let ordinal = words.ordinal(of: word) else { return empty }
            phrase.append(ordinal)
        }
        return words.documents(withPhrase: phrase)
    }
}
