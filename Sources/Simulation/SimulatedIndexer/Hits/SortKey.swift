import Encodings
import JSON

/// One key to sort hits by, as the request names it.
struct SortClause: Sendable {
    let field: String
    var isAscending = true
    var unmappedType: FieldType?

    /// Reads the member `sort`: a list of objects with one field each.
    static func read(_ json: JSON) throws(IndexerError) -> [SortClause] {
        var clauses: [SortClause] = []
        for element in json.array ?? [json] {
            guard let member = element.object?.first, element.object?.count == 1 else {
                throw .unsupported("sorting by \(element.jsonText)")
            }
            var clause = SortClause(field: member.name)
            for option in member.value.object ?? ["order": member.value] {
                switch (ExactText(option.name), option.value) {
                case ("order", "asc"): clause.isAscending = true
                case ("order", "desc"): clause.isAscending = false
                case ("unmapped_type", .string(let type)): clause.unmappedType = FieldType(rawValue: type)
                default: throw .unsupported("sorting with [\(option.name)] \(option.value.jsonText)")
                }
            }
            clauses.append(clause)
        }
        return clauses
    }
}

/// One key to sort by, worked out for every document: the smaller number comes first, documents without a value last.
struct SortKey: Sendable {
    private enum Source: Sendable {
        case column(Column?, FieldType)
        /// Strings that are no column: the `_id` of each document.
        case ids([String])
    }

    let ranks: [Double]
    private let source: Source
    private let clause: SortClause

    private var sign: Double { clause.isAscending ? 1 : -1 }

    /// - Throws: ``IndexerError`` where the field cannot be sorted by.
    init(_ clause: SortClause, store: DocumentStore) throws(IndexerError) {
        self.clause = clause
        let sign: Double = clause.isAscending ? 1 : -1
        if ExactText(clause.field) == "_id" {
            source = .ids(store.ids)
            let order = store.ids.indices.sorted { store.ids[$0].utf8.lexicographicallyPrecedes(store.ids[$1].utf8) }
            var ranks = [Double](repeating: 0, count: order.count)
            for (place, document) in order.enumerated() { ranks[document] = sign * Double(2 * place + 1) }
            self.ranks = ranks
            return
        }
        let column = store.column(clause.field)
        let type = store.type(of: clause.field) ?? clause.unmappedType ?? .keyword
        if type == .text { throw .textField(clause.field, phase: "can_match") }
        source = .column(column, type)
        guard let column else {
            ranks = Array(repeating: .infinity, count: store.count)
            return
        }
        ranks = (0..<store.count).map { document in
            guard let ordinal = Self.ordinal(of: document, column, isAscending: clause.isAscending) else {
                return .infinity
            }
            return sign * (type.isNumeric ? column.numbers[ordinal] : Double(2 * ordinal + 1))
        }
    }

    /// The value that counts: the smallest when ascending, else the largest.
    private static func ordinal(of document: Int, _ column: Column, isAscending: Bool) -> Int? {
        let own = column.values(of: document)
        return own.isEmpty ? nil : Int(column.ordinals[isAscending ? own.lowerBound : own.upperBound - 1])
    }

    /// The rank of a value of `search_after`.
    func rank(after value: JSON) throws(IndexerError) -> Double {
        switch source {
        case .ids(let ids):
            guard let text = value.string, let place = ids.firstIndex(where: { $0.hasSameBytes(as: text) }) else {
                return .infinity
            }
            return ranks[place]
        case .column(let column, let type):
            if value.isNull { return .infinity }
            if type == .date, let text = value.string, Double(text) == nil {
                return sign * Double(try DateFormat.of(field: clause.field).parse(text))
            }
            guard type.isNumeric else { return sign * Self.place(of: value.string ?? value.jsonText, column) }
            guard let number = value.double ?? value.string.flatMap(Double.init) else {
                throw .shards(
                    "illegal_argument_exception", "Failed to parse search_after value for field [\(clause.field)].")
            }
            // What stands for no value; in a column of floats 9.8 lies before the double of that name.
            if abs(number) > 9.2e18 { return sign * (number > 0 ? .infinity : -.infinity) }
            return sign * (type == .float ? Double(Float(number)) : number)
        }
    }

    /// Where a text stands among the column's: between two strings when the column does not have it.
    private static func place(of text: String, _ column: Column?) -> Double {
        guard let column else { return 0 }
        return column.ordinal(of: text).map { Double(2 * $0 + 1) } ?? Double(2 * column.lowerBound(text))
    }

    /// What the hit's member `sort` says.
    func output(_ document: Int) -> JSON {
        switch source {
        case .ids(let ids): return .string(ids[document])
        case .column(let column, let type) where !type.isNumeric:
            let ordinal = column.flatMap { Self.ordinal(of: document, $0, isAscending: clause.isAscending) }
            return ordinal.flatMap { column?.strings[$0] }.map(JSON.string) ?? .null
        case .column(_, let type):
            let rank = sign * ranks[document]
            if type == .double || type == .float {
                if rank.isInfinite { return rank > 0 ? "Infinity" : "-Infinity" }
                return .number(type == .float ? Double("\(Float(rank))") ?? rank : rank)
            }
            return .integer(rank >= 9.2e18 ? .max : rank <= -9.2e18 ? .min : Int64(rank))
        }
    }
}
