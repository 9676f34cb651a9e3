internal import JSON

/// An aggregation made ready for the documents of one request.
protocol Aggregator: Sendable {
    /// The members of the aggregation's result for some documents, which come in ascending order.
    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject

    /// The number that buckets above can be ordered by; nil when this aggregation has none of that name.
    func number(_ path: ArraySlice<String>, of documents: [Int32]) throws(IndexerError) -> Double?
}

extension Aggregator {
    func number(_ path: ArraySlice<String>, of documents: [Int32]) throws(IndexerError) -> Double? { nil }
}

/// The aggregations of a request or below a bucket, by their names.
struct SubAggregations: Sendable {
    struct Member: Sendable {
        let name: String
        let meta: JSON?
        let aggregator: any Aggregator
    }

    var members: [Member] = []

    var isEmpty: Bool { members.isEmpty }

    /// The results, each under its name.
    func results(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        var results = JSONObject()
        for member in members {
            var result = JSONObject()
            result["meta"] = member.meta
            for part in try member.aggregator.result(of: documents) { result[part.name] = part.value }
            results[member.name] = .object(result)
        }
        return results
    }

    /// A bucket: its own members, then the results of the aggregations below it.
    func bucket(_ members: JSONObject, of documents: [Int32]) throws(IndexerError) -> JSONObject {
        var bucket = members
        bucket["doc_count"] = .integer(Int64(documents.count))
        for member in try results(of: documents) { bucket[member.name] = member.value }
        return bucket
    }

    /// The number at a path such as `errors>latest.value`, its parts apart.
    func number(_ path: ArraySlice<String>, of documents: [Int32]) throws(IndexerError) -> Double? {
        guard let name = path.first, let member = members.first(where: { $0.name == name }) else { return nil }
        return try member.aggregator.number(path.dropFirst(), of: documents)
    }
}

/// What all aggregations of one request share.
struct AggregationContext: Sendable {
    let evaluator: QueryEvaluator
    /// The documents of the indices that are searched, whatever the query.
    let scope: DocumentSet
    /// The documents of each shard that is searched, ascending.
    let shards: [Range<Int>]
    let budget: BucketBudget

    var store: DocumentStore { evaluator.store }
}
