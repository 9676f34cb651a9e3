internal import JSON

/// One bucket of some documents: `filter`, `missing` and `global`.
struct SingleBucketAggregator: Aggregator {
    let below: SubAggregations
    /// Which of the documents are in the bucket.
    let select: @Sendable ([Int32]) -> [Int32]

    init(below: SubAggregations, select: @escaping @Sendable ([Int32]) -> [Int32]) {
        self.below = below
        self.select = select
    }

    /// The documents without a value of a field.
    init(
        missing name: String, _ body: JSON, _ below: SubAggregations, _ context: AggregationContext
    ) throws(IndexerError) {
        let field = try AggregationOptions("missing", name: name, body: body, supported: ["field"]).field()
        if context.store.type(of: field) == .text { throw .textField(field) }
        let present = context.store.columns[field]?.present ?? context.evaluator.empty
        self.init(below: below) { $0.filter { !present.contains(Int($0)) } }
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        try below.bucket([:], of: select(documents))
    }

    func number(_ path: ArraySlice<String>, of documents: [Int32]) throws(IndexerError) -> Double? {
        let selected = select(documents)
        return path.isEmpty || path == ["_count"] ? Double(selected.count) : try below.number(path, of: selected)
    }
}
