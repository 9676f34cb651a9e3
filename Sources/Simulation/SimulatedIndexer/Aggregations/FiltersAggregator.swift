import Encodings
import JSON

/// One bucket of the documents that a query matches: `filter`.
struct FilterAggregator: Aggregator {
    let documents: DocumentSet
    let below: SubAggregations

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        try below.bucket([:], of: documents.filter { self.documents.contains(Int($0)) })
    }
}

/// A bucket for each of several queries: `filters`.
struct FiltersAggregator: Aggregator {
    /// The names are empty where the queries came in a list.
    private let filters: [(name: String, aggregator: FilterAggregator)]
    private let isKeyed: Bool
    private let budget: BucketBudget

    init(_ body: JSON, _ below: SubAggregations, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions("filters", body, known: ["filters"])
        var queries: [(name: String, json: JSON)] = []
        switch options.body["filters"] {
        case .object(let named)?:
            queries = named.map { ($0.name, $0.value) }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
            isKeyed = true
        case .array(let list)?:
            queries = list.map { ("", $0) }
            isKeyed = false
        default: throw .unsupported("[filters] without queries")
        }
        var filters: [(name: String, aggregator: FilterAggregator)] = []
        for query in queries {
            let documents = try context.evaluator.documents(matching: Query(query.json))
            filters.append((query.name, FilterAggregator(documents: documents, below: below)))
        }
        self.filters = filters
        budget = context.budget
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        try budget.spend(filters.count)
        var buckets: [(String, JSON)] = []
        for filter in filters { buckets.append((filter.name, .object(try filter.aggregator.result(of: documents)))) }
        return ["buckets": isKeyed ? .object(JSONObject(buckets)) : .array(buckets.map(\.1))]
    }
}
