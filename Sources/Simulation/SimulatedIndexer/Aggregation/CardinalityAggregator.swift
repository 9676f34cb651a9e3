internal import JSON

/// How many distinct values a field has: counted, where OpenSearch estimates above its precision threshold.
struct CardinalityAggregator: Aggregator {
    private let column: Column?

    init(_ name: String, _ body: JSON, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions(
            "cardinality", name: name, body: body, supported: ["field", "precision_threshold", "execution_hint"],
            unsupported: ["missing", "script", "rehash", "value_type"])
        let field = try options.field()
        if context.store.type(of: field) == .text { throw .textField(field) }
        column = context.store.columns[field]
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        ["value": .integer(Int64(count(documents)))]
    }

    func number(_ path: ArraySlice<String>, of documents: [Int32]) throws(IndexerError) -> Double? {
        path.isEmpty || path == ["value"] ? Double(count(documents)) : nil
    }

    private func count(_ documents: [Int32]) -> Int {
        guard let column else { return 0 }
        var seen = DocumentSet(capacity: column.valueCount)
        for document in documents {
            for place in column.values(of: Int(document)) { seen.insert(Int(column.ordinals[place])) }
        }
        return seen.count
    }
}
