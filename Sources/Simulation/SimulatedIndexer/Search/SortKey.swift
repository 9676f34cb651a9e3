internal import JSON

/// One key to sort by, worked out for every document: the smaller number comes first.
struct SortKey: Sendable {
    private enum Source: Sendable {
        case column(Column?, FieldType, DateFormat)
        case document, score
        /// Strings that are no column: the `_id` or the `_index` of each document.
        case strings([String])
    }

    let ranks: [Double]
    private let source: Source
    private let clause: SortClause

    /// - Throws: ``IndexerError`` where the field cannot be sorted by.
    init(_ clause: SortClause, store: DocumentStore) throws(IndexerError) {
        self.clause = clause
        switch clause.field {
        case "_score", "_doc":
            source = clause.field == "_doc" ? .document : .score
            let sign: Double = clause.isAscending ? 1 : -1
            ranks = (0..<store.count).map { clause.field == "_doc" ? sign * Double($0) : 0 }
        case "_id", "_index":
            let strings = clause.field == "_id" ? store.ids : (0..<store.count).map { store.index(of: $0).name }
            source = .strings(strings)
            let order = Set(strings).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, 2 * $0 + 1) })
            ranks = strings.map { (clause.isAscending ? 1 : -1) * Double(rank[$0] ?? 0) }
        default:
            let column = store.columns[clause.field]
            let type = store.type(of: clause.field) ?? FieldType(rawValue: clause.unmappedType ?? "") ?? .keyword
            if type == .text { throw .textField(clause.field, phase: "can_match") }
            source = .column(column, type, try store.dateFormat(of: clause.field))
            ranks = Self.ranks(clause, column, type, count: store.count)
        }
    }

    private static func ranks(_ clause: SortClause, _ column: Column?, _ type: FieldType, count: Int) -> [Double] {
        let sign: Double = clause.isAscending ? 1 : -1
        let missing =
            switch clause.missing {
            case "_last": Double.infinity
            case "_first": -Double.infinity
            default: sign * (rank(of: clause.missing, column, type) ?? 0)
            }
        guard let column else { return Array(repeating: missing, count: count) }
        let takesFirst = clause.mode.map { $0 == "min" } ?? clause.isAscending
        return (0..<count).map { document in
            let own = column.values(of: document)
            guard !own.isEmpty else { return missing }
            let ordinal = Int(column.ordinals[takesFirst ? own.lowerBound : own.upperBound - 1])
            return sign * (type.isNumeric ? column.numbers[ordinal] : Double(2 * ordinal + 1))
        }
    }

    /// Where a value stands among the column's: between two strings when the column does not have it.
    private static func rank(of value: JSON, _ column: Column?, _ type: FieldType) -> Double? {
        if type.isNumeric {
            guard let number = value.double ?? value.string.flatMap(Double.init) else { return nil }
            if abs(number) > 9.2e18 { return number > 0 ? .infinity : -.infinity }
            // The column holds floats: 9.8 as a double lies before them.
            return type == .float ? Double(Float(number)) : number
        }
        guard let column else { return 0 }
        let text = value.string ?? value.jsonText
        let place = column.lowerBound(text)
        return Double(2 * place + (place < column.strings.count && column.strings[place] == text ? 1 : 0))
    }

    /// The rank of a value of `search_after`.
    func rank(after value: JSON) throws(IndexerError) -> Double {
        let sign: Double = clause.isAscending ? 1 : -1
        switch source {
        case .document, .score: return sign * (value.double ?? 0)
        case .strings(let strings):
            guard let text = value.string, let place = strings.firstIndex(of: text) else { return .infinity }
            return ranks[place]
        case .column(let column, let type, let format):
            if value.isNull { return clause.missing == "_first" ? -.infinity : .infinity }
            if type == .date, let text = value.string, Double(text) == nil {
                return sign * Double(try format.parse(text))
            }
            guard let rank = Self.rank(of: value, column, type) else {
                throw .shards(
                    "illegal_argument_exception", "Failed to parse search_after value for field [\(clause.field)].")
            }
            return sign * rank
        }
    }

    /// What the hit's member `sort` says.
    func output(_ document: Int) -> JSON {
        let rank = (clause.isAscending ? 1 : -1) * ranks[document]
        switch source {
        case .document: return .integer(Int64(document))
        case .score: return 1.0
        case .strings(let strings): return .string(strings[document])
        case .column(let column, let type, _):
            guard type.isNumeric else { return string(document, column) }
            if type == .double || type == .float {
                if rank.isInfinite { return rank > 0 ? "Infinity" : "-Infinity" }
                return .number(type == .float ? Double("\(Float(rank))") ?? rank : rank)
            }
            return .integer(rank >= 9.2e18 ? .max : rank <= -9.2e18 ? .min : Int64(rank))
        }
    }

    private func string(_ document: Int, _ column: Column?) -> JSON {
        let own = column?.values(of: document) ?? 0..<0
        guard let column, !own.isEmpty else {
            return ["_last", "_first"].contains(clause.missing) ? .null : clause.missing
        }
        let takesFirst = clause.mode.map { $0 == "min" } ?? clause.isAscending
        return .string(column.strings[Int(column.ordinals[takesFirst ? own.lowerBound : own.upperBound - 1])])
    }
}
