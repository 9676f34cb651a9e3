import Encodings
import JSON
import SimulatedCompany

/// A bucket for every span of time.
struct DateHistogramAggregator: Aggregator {
    private let column: Column?
    /// Milliseconds.
    private let interval: Int
    private let leastCount: Int
    private let below: SubAggregations
    private let budget: BucketBudget

    init(_ body: JSON, _ below: SubAggregations, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions(
            "date_histogram", body, known: ["field", "fixed_interval", "min_doc_count"])
        let field = try options.field(context.store)
        if let type = context.store.type(of: field), type != .date { throw options.refusal(of: field, type) }
        column = context.store.column(field)
        let width = options.body["fixed_interval"]?.string
        guard let interval = width.flatMap(TimeValue.milliseconds), interval > 0 else {
            throw .unsupported("[date_histogram] with the interval [\(width ?? "")]")
        }
        self.interval = interval
        leastCount = try options.integer("min_doc_count", atLeast: 0, default: 0)
        self.below = below
        budget = context.budget
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        guard let column else { return ["buckets": []] }
        // Keys of the distinct moments are worked out once, not once a document.
        var keys: [Int32: Int] = [:]
        var members: [Int: [Int32]] = [:]
        for document in documents {
            var last: Int?
            for place in column.values(of: Int(document)) {
                let ordinal = column.ordinals[place]
                let key = keys[ordinal] ?? floor(Int(column.numbers[Int(ordinal)]))
                keys[ordinal] = key
                if key != last { members[key, default: []].append(document) }
                last = key
            }
        }
        var buckets: [JSON] = []
        for key in try allKeys(of: members) {
            let documents = members[key] ?? []
            guard documents.count >= leastCount else { continue }
            let head: JSONObject = [
                "key_as_string": .string(CivilTime(milliseconds: key).text), "key": .integer(Int64(key)),
            ]
            buckets.append(.object(try below.bucket(head, of: documents)))
        }
        return ["buckets": .array(buckets)]
    }

    /// The key of the bucket that a moment (milliseconds since 1970) falls into.
    private func floor(_ moment: Int) -> Int { moment.flooredDivision(by: interval) * interval }

    /// The keys in ascending order; without a least count also those between that have no documents.
    private func allKeys(of members: [Int: [Int32]]) throws(IndexerError) -> [Int] {
        let found = members.keys.sorted()
        guard leastCount == 0 else {
            try budget.spend(found.count)
            return found
        }
        guard let lowest = found.first, let highest = found.last else { return [] }
        try budget.spend((highest - lowest) / interval + 1)
        return Array(stride(from: lowest, through: highest, by: interval))
    }
}
