import Encodings
import JSON

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
        case .bool(let filter, let should, let mustNot):
            var result = everything
            for clause in filter { result.formIntersection(try documents(matching: clause)) }
            if !should.isEmpty {
                var any = empty
                for clause in should { any.formUnion(try documents(matching: clause)) }
                result.formIntersection(any)
            }
            for clause in mustNot { result.subtract(try documents(matching: clause)) }
            return result
        case .term(let field, let value): return try term(field, value)
        case .terms(let field, let values): return try terms(field, values)
        case .range(let query): return try range(query)
        case .exists(let field): return exists(field)
        case .prefix(let field, let text):
            return try strings(field, "prefix") { $0.utf8.starts(with: text.utf8) }
        case .wildcard(let field, let pattern):
            return try strings(field, "wildcard") { pattern.matches($0) }
        case .phrase(let field, let text): return try phrase(field, text)
        }
    }

    private func exists(_ field: String) -> DocumentSet {
        var result = empty
        let isHere = { (name: ExactText) in
            name.utf8.starts(with: field.utf8)
                && (name.utf8.count == field.utf8.count
                    || name.utf8.dropFirst(field.utf8.count).first == UInt8(ascii: "."))
        }
        for (name, column) in store.columns where isHere(name) { result.formUnion(column.present) }
        for (name, text) in store.texts where isHere(name) { result.formUnion(text.present(capacity: store.count)) }
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
            guard let column = store.column(field) else { return empty }
            let wanted = column.strings.map(matches)
            return column.documents { wanted[Int($0)] }
        case let type?:
            throw .query(
                "Can only use \(kind) queries on keyword and text fields - not on [\(field)] which is of type [\(type.rawValue)]"
            )
        case nil: return empty
        }
    }

    private func phrase(_ field: String, _ text: String) throws(IndexerError) -> DocumentSet {
        guard store.type(of: field) == .text else { return try term(field, .string(text)) }
        guard let words = store.words(of: field) else { return empty }
        var phrase: [Int32] = []
        for word in StandardTokenizer.words(of: text) {
            guard let ordinal = words.ordinal(of: word) else { return empty }
            phrase.append(ordinal)
        }
        return words.documents(withPhrase: phrase)
    }

    private func term(_ field: String, _ value: JSON) throws(IndexerError) -> DocumentSet {
        guard let type = store.type(of: field) else { return empty }
        guard type != .geoPoint else {
            throw .query(
                "Geometry fields do not support exact searching, use dedicated geometry queries instead: [\(field)]")
        }
        if type.isNumeric {
            guard let range = try numbers(equalTo: value, field, type), let column = store.column(field) else {
                return empty
            }
            return column.documents(with: column.lowerBound(range.lowerBound)..<column.upperBound(range.upperBound))
        }
        let text = value.string ?? value.jsonText
        if type == .text {
            guard let words = store.words(of: field), let word = words.ordinal(of: text) else { return empty }
            return words.documents { $0 == word }
        }
        guard let column = store.column(field), let ordinal = column.ordinal(of: text) else { return empty }
        return column.documents(with: ordinal..<ordinal + 1)
    }

    private func terms(_ field: String, _ values: [JSON]) throws(IndexerError) -> DocumentSet {
        guard let column = store.column(field), column.type == .keyword else {
            var result = empty
            for value in values { result.formUnion(try term(field, value)) }
            return result
        }
        let wanted = Set(values.compactMap { column.ordinal(of: $0.string ?? $0.jsonText).map(Int32.init) })
        return column.documents { wanted.contains($0) }
    }

    private func range(_ query: RangeQuery) throws(IndexerError) -> DocumentSet {
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
        guard let column = store.column(query.field) else { return empty }
        guard let bounds else { return column.documents(with: places(of: query, in: column.strings)) }
        let low = bounds.lower.map(column.lowerBound(_:)) ?? 0
        let high = bounds.upper.map(column.upperBound(_:)) ?? column.numbers.count
        return column.documents(with: low..<max(low, high))
    }

    private func places(of query: RangeQuery, in sorted: [String]) -> Range<Int> {
        /// How many of the strings come before a bound, those equal to it among them or not.
        func place(_ bound: RangeQuery.Bound, withEquals: Bool) -> Int {
            sorted.partitioningIndex {
                !$0.utf8.lexicographicallyPrecedes(bound.text.utf8) && !(withEquals && $0.hasSameBytes(as: bound.text))
            }
        }
        let low = query.lower.map { place($0, withEquals: !$0.isIncluded) } ?? 0
        let high = query.upper.map { place($0, withEquals: $0.isIncluded) } ?? sorted.count
        return low..<max(low, high)
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
        guard type == .date else { return try Self.number(value, type: type) }
        let mathematics = DateMath(format: query.format ?? .of(field: query.field), now: now)
        return Double(try mathematics.parse(value.string ?? value.jsonText, roundsUp: roundsUp))
    }

    /// The numbers that a value stands for; nil when the field can have none.
    private func numbers(
        equalTo value: JSON, _ field: String, _ type: FieldType
    ) throws(IndexerError) -> ClosedRange<Double>? {
        if type == .date {
            let mathematics = DateMath(format: .of(field: field), now: now)
            let text = value.string ?? value.jsonText
            let low = Double(try mathematics.parse(text))
            return low...max(low, Double(try mathematics.parse(text, roundsUp: true)))
        }
        let number = try Self.number(value, type: type)
        guard !type.isWhole || number == number.rounded() else { return nil }
        return number...number
    }

    /// The number that a value means for a numeric field other than a date.
    private static func number(_ value: JSON, type: FieldType) throws(IndexerError) -> Double {
        let text = value.string ?? value.jsonText
        if type == .boolean {
            switch ExactText(text) {
            case "true": return 1
            case "false", "": return 0
            default:
                throw .query("failed to create query: Can't parse boolean value [\(text)], expected [true] or [false]")
            }
        }
        guard let number = value.double ?? Double(text), !number.isNaN else {
            throw .query("failed to create query: For input string: \"\(text)\"")
        }
        return type == .float ? Double(Float(number)) : number
    }
}
