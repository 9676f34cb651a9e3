import Encodings
import JSON

/// Reads the member `aggs` of a request and makes its aggregations ready.
struct AggregationReader: Sendable {
    let context: AggregationContext

    private static let deepest = 16

    func read(_ json: JSON, depth: Int = 0) throws(IndexerError) -> SubAggregations {
        guard let object = json.object, depth < Self.deepest else {
            throw .unsupported("[aggs] that is no object, or lies too deep")
        }
        var result = SubAggregations()
        for member in object {
            let aggregator = try aggregator(member.name, member.value, depth: depth)
            result.members.append(SubAggregations.Member(name: member.name, aggregator: aggregator))
        }
        return result
    }

    private func aggregator(_ name: String, _ json: JSON, depth: Int) throws(IndexerError) -> any Aggregator {
        var kinds = json.object ?? [:]
        let below = try kinds["aggs"].map { json throws(IndexerError) in try read(json, depth: depth + 1) }
        kinds["aggs"] = nil
        guard let kind = kinds.first, kinds.count == 1 else { throw .unsupported("[\(name)] with other than one kind") }
        switch (ExactText(kind.name), below) {
        case ("terms", _): return try TermsAggregator(kind.value, below ?? SubAggregations(), context)
        case ("date_histogram", _): return try DateHistogramAggregator(kind.value, below ?? SubAggregations(), context)
        case ("filters", _): return try FiltersAggregator(kind.value, below ?? SubAggregations(), context)
        case ("filter", _):
            let documents = try context.evaluator.documents(matching: Query(kind.value))
            return FilterAggregator(documents: documents, below: below ?? SubAggregations())
        case ("top_hits", nil): return try TopHitsAggregator(kind.value, context)
        case ("cardinality", nil): return try CardinalityAggregator(kind.value, context)
        case ("min", nil), ("max", nil): return try ExtremeAggregator(kind.name, kind.value, context)
        default: throw .unsupported("the aggregation [\(kind.name)]")
        }
    }
}
