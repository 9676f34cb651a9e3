import Encodings
import JSON
import SimulatedCompany

/// The smallest or the largest value of a field: `min` and `max`.
struct ExtremeAggregator: Aggregator {
    private let isMaximum: Bool
    private let column: Column?
    private let type: FieldType?

    init(_ kind: String, _ body: JSON, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions(kind, body, known: ["field"])
        let field = try options.field(context.store)
        isMaximum = ExactText(kind) == "max"
        column = context.store.column(field)
        type = context.store.type(of: field)
        if let type, !type.isNumeric { throw options.refusal(of: field, type) }
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        guard let number = extreme(of: documents) else { return ["value": .null] }
        switch type {
        case .date?:
            return ["value": .number(number), "value_as_string": .string(CivilTime(milliseconds: Int(number)).text)]
        case .boolean?: return ["value": .number(number), "value_as_string": number == 0 ? "false" : "true"]
        default: return ["value": .number(number)]
        }
    }

    /// Buckets without a value come last in the order that the kind suggests.
    func number(of documents: [Int32]) -> Double? {
        extreme(of: documents) ?? (isMaximum ? -.infinity : .infinity)
    }

    private func extreme(of documents: [Int32]) -> Double? {
        guard let column else { return nil }
        var found: Int32?
        for document in documents {
            let own = column.values(of: Int(document))
            guard !own.isEmpty else { continue }
            let ordinal = column.ordinals[isMaximum ? own.upperBound - 1 : own.lowerBound]
            found = found.map { isMaximum ? max($0, ordinal) : min($0, ordinal) } ?? ordinal
        }
        return found.map { column.numbers[Int($0)] }
    }
}

/// How many distinct values a field has: counted, where OpenSearch estimates above its precision threshold.
struct CardinalityAggregator: Aggregator {
    private let column: Column?

    init(_ body: JSON, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions("cardinality", body, known: ["field", "precision_threshold"])
        column = context.store.column(try options.field(context.store))
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        ["value": .integer(Int64(count(documents)))]
    }

    func number(of documents: [Int32]) -> Double? { Double(count(documents)) }

    private func count(_ documents: [Int32]) -> Int {
        guard let column else { return 0 }
        var seen = DocumentSet(capacity: column.valueCount)
        for document in documents {
            for place in column.values(of: Int(document)) { seen.insert(Int(column.ordinals[place])) }
        }
        return seen.count
    }
}

/// The first documents of a bucket in an order of their own: `top_hits`.
struct TopHitsAggregator: Aggregator {
    private let hits: HitList
    private let size: Int

    init(_ body: JSON, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions("top_hits", body, known: ["size", "sort", "_source"])
        size = try options.integer("size", atLeast: 0, default: 3)
        guard size <= 100 else { throw .unsupported("[top_hits] of more than 100") }
        var keys: [SortKey] = []
        for clause in try SortClause.read(options.body["sort"] ?? []) {
            keys.append(try SortKey(clause, store: context.store))
        }
        let source = try options.body["_source"].map { json throws(IndexerError) in try SourceFilter(json) }
        hits = HitList(
            store: context.store, order: DocumentOrder(keys: keys), source: source ?? SourceFilter(), score: 1)
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        let first = hits.order.first(size, of: documents)
        let total: JSON = ["value": .integer(Int64(documents.count)), "relation": "eq"]
        let maximum: JSON = hits.order.keys.isEmpty && !documents.isEmpty ? .number(hits.score) : .null
        return ["hits": ["total": total, "max_score": maximum, "hits": .array(first.map { hits.hit(Int($0)) })]]
    }
}
