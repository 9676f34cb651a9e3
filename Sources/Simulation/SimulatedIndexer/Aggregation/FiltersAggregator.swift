internal import JSON

/// A bucket for each of several queries.
struct FiltersAggregator: Aggregator {
    private let filters: [(name: String, documents: DocumentSet)]
    private let isKeyed: Bool
    /// The name of the bucket for all other documents; nil when there is none.
    private let otherName: String?
    private let below: SubAggregations
    private let budget: BucketBudget

    init(
        _ name: String, _ body: JSON, _ below: SubAggregations, _ context: AggregationContext
    ) throws(IndexerError) {
        let known: Set = ["filters", "other_bucket", "other_bucket_key"]
        guard let object = body.object else { throw .parsing("Expected [START_OBJECT] under [filters]") }
        for member in object where !known.contains(member.name) {
            throw .parsing("Unknown key for a \(TokenName.of(member.value)) in [\(name)]: [\(member.name)].")
        }
        var filters: [(name: String, documents: DocumentSet)] = []
        switch object["filters"] {
        case .object(let queries)?:
            for member in queries {
                filters.append((member.name, try context.evaluator.documents(matching: Query(member.value))))
            }
            filters.sort { $0.name < $1.name }
        case .array(let queries)?:
            for query in queries { filters.append(("", try context.evaluator.documents(matching: Query(query)))) }
        default: break
        }
        isKeyed = object["filters"]?.object != nil
        guard !filters.isEmpty else { throw .argument("[filters] cannot be empty.") }
        self.filters = filters
        let hasOther =
            try object["other_bucket"] == nil ? object["other_bucket_key"] != nil : Query.flag(object, "other_bucket")
        otherName = hasOther ? object["other_bucket_key"]?.string ?? "_other_" : nil
        self.below = below
        budget = context.budget
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        var buckets: [(String, JSON)] = []
        try budget.spend(filters.count)
        for filter in filters {
            let own = documents.filter { filter.documents.contains(Int($0)) }
            buckets.append((filter.name, .object(try below.bucket([:], of: own))))
        }
        if let otherName {
            let rest = documents.filter { document in !filters.contains { $0.documents.contains(Int(document)) } }
            buckets.append((otherName, .object(try below.bucket([:], of: rest))))
        }
        return ["buckets": isKeyed ? .object(JSONObject(buckets)) : .array(buckets.map(\.1))]
    }
}
