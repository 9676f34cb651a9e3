internal import JSON

/// The first documents of a bucket in an order of their own.
struct TopHitsAggregator: Aggregator {
    private let hits: HitList
    private let from: Int
    private let size: Int

    init(_ name: String, _ body: JSON, _ context: AggregationContext) throws(IndexerError) {
        guard let options = body.object else {
            throw .parsing("Expected [START_OBJECT] under [top_hits], but got a [\(TokenName.of(body))] in [\(name)]")
        }
        var clauses: [SortClause] = []
        var source = SourceFilter()
        var (from, size) = (0, 3)
        for option in options {
            switch option.name {
            case "from": from = option.value.int ?? 0
            case "size": size = option.value.int ?? 3
            case "sort": clauses = try SortClause.read(option.value)
            case "_source": source = try SourceFilter(option.value)
            case "version", "seq_no_primary_term", "explain", "script_fields", "docvalue_fields", "highlight",
                "stored_fields", "track_scores", "fields":
                throw .unsupported("[top_hits] with [\(option.name)]")
            default: throw .parsing("Unknown key for a \(TokenName.of(option.value)) in [\(option.name)].")
            }
        }
        guard from + size <= 100 else {
            throw .shards(
                "illegal_argument_exception",
                """
                Top hits result window is too large, the top hits aggregator [\(name)]'s from + size must be less than or \
                equal to: [100] but was [\(from + size)]. This limit can be set by changing the \
                [index.max_inner_result_window] index level setting.
                """)
        }
        (self.from, self.size) = (from, size)
        var keys: [SortKey] = []
        for clause in clauses { keys.append(try SortKey(clause, store: context.store)) }
        hits = HitList(store: context.store, order: DocumentOrder(keys: keys), source: source, score: 1)
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        let first = hits.order.first(from + size, of: documents).dropFirst(from)
        let total: JSON = ["value": .integer(Int64(documents.count)), "relation": "eq"]
        let maximum: JSON = hits.order.keys.isEmpty && !documents.isEmpty ? .number(hits.score) : .null
        return [
            "hits": ["total": total, "max_score": maximum, "hits": .array(first.map { hits.hit(Int($0)) })]
        ]
    }
}
