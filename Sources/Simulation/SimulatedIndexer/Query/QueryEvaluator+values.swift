internal import JSON

extension QueryEvaluator {
    func term(_ field: String, _ value: JSON, ignoresCase: Bool) throws(IndexerError) -> DocumentSet {
        if field == "_index" { return inIndex(value.string ?? "") }
        if field == "_id" { return try documents(matching: .ids([value.string ?? value.jsonText])) }
        guard let type = store.type(of: field) else { return empty }
        guard type != .geoPoint else {
            throw .query(
                "Geometry fields do not support exact searching, use dedicated geometry queries instead: [\(field)]")
        }
        if type.isNumeric {
            guard let range = try numbers(equalTo: value, field, type), let column = store.columns[field] else {
                return empty
            }
            return column.documents(with: column.lowerBound(range.lowerBound)..<column.upperBound(range.upperBound))
        }
        let text = value.string ?? value.jsonText
        if ignoresCase {
            return try documents(matching: .wildcard(field: field, pattern: escaped(text), ignoresCase: true))
        }
        if type == .text {
            guard let words = store.words(of: field), let word = words.ordinal(of: text) else { return empty }
            return words.documents { $0 == word }
        }
        guard let column = store.columns[field], let ordinal = column.ordinal(of: text) else { return empty }
        return column.documents(with: ordinal..<ordinal + 1)
    }

    func terms(_ field: String, _ values: [JSON]) throws(IndexerError) -> DocumentSet {
        guard let column = store.columns[field], column.type == .keyword else {
            var result = empty
            for value in values { result.formUnion(try term(field, value, ignoresCase: false)) }
            return result
        }
        let wanted = Set(values.compactMap { column.ordinal(of: $0.string ?? $0.jsonText).map(Int32.init) })
        return column.documents { wanted.contains($0) }
    }

    func range(_ query: RangeQuery) throws(IndexerError) -> DocumentSet {
        guard let type = store.type(of: query.field) else { return empty }
        guard type != .geoPoint else {
            throw .query(
                "failed to create query: Field [\(query.field)] of type [geo_point] does not support range queries")
        }
        if type == .text {
            guard let words = store.words(of: query.field) else { return empty }
            let wanted = places(of: query, in: words.words)
            return words.documents { wanted.contains(Int($0)) }
        }
        let bounds = type.isNumeric ? try numericBounds(query, type) : nil
        guard let column = store.columns[query.field] else { return empty }
        guard let bounds else { return column.documents(with: places(of: query, in: column.strings)) }
        let low = bounds.lower.map(column.lowerBound(_:)) ?? 0
        let high = bounds.upper.map(column.upperBound(_:)) ?? column.numbers.count
        return column.documents(with: low..<max(low, high))
    }

    private func inIndex(_ name: String) -> DocumentSet {
        var result = empty
        let pattern = WildcardPattern(name)
        for index in store.indices where pattern.matches(index.name) { result.insert(index.documents) }
        return result
    }

    private func places(of query: RangeQuery, in sorted: [String]) -> Range<Int> {
        func precedes(_ text: String, _ bound: String, orEquals: Bool) -> Bool {
            text.utf8.lexicographicallyPrecedes(bound.utf8) || (orEquals && text == bound)
        }
        let low = query.lower.map { bound in
            let text = bound.value.string ?? bound.value.jsonText
            return sorted.partitioningIndex { !precedes($0, text, orEquals: !bound.isIncluded) }
        }
        let high = query.upper.map { bound in
            let text = bound.value.string ?? bound.value.jsonText
            return sorted.partitioningIndex { !precedes($0, text, orEquals: bound.isIncluded) }
        }
        return (low ?? 0)..<max(low ?? 0, high ?? sorted.count)
    }

    /// The bounds as numbers, both included.
    private func numericBounds(
        _ query: RangeQuery, _ type: FieldType
    ) throws(IndexerError) -> (lower: Double?, upper: Double?) {
        var lower: Double?
        if let bound = query.lower {
            let value = try number(bound.value, query, type, roundsUp: !bound.isIncluded)
            lower = bound.isIncluded ? value : type.isWhole ? value.rounded(.down) + 1 : value.nextUp
        }
        var upper: Double?
        if let bound = query.upper {
            let value = try number(bound.value, query, type, roundsUp: bound.isIncluded)
            upper = bound.isIncluded ? value : type.isWhole ? value.rounded(.up) - 1 : value.nextDown
        }
        return (lower, upper)
    }

    private func number(
        _ value: JSON, _ query: RangeQuery, _ type: FieldType, roundsUp: Bool
    ) throws(IndexerError) -> Double {
        guard type == .date else { return try FieldValue.number(value, type: type) }
        var format = query.format
        if format == nil { format = try store.dateFormat(of: query.field) }
        return Double(
            try DateMath(format: format ?? .standard, now: now).parse(
                value.string ?? value.jsonText, roundsUp: roundsUp))
    }

    /// The numbers that a value stands for; nil when the field can have none.
    private func numbers(
        equalTo value: JSON, _ field: String, _ type: FieldType
    ) throws(IndexerError) -> ClosedRange<Double>? {
        if type == .date {
            let mathematics = DateMath(format: try store.dateFormat(of: field), now: now)
            let text = value.string ?? value.jsonText
            let low = Double(try mathematics.parse(text))
            return low...max(low, Double(try mathematics.parse(text, roundsUp: true)))
        }
        let number = try FieldValue.number(value, type: type)
        guard !type.isWhole || number == number.rounded() else { return nil }
        return number...number
    }

    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "*?\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
