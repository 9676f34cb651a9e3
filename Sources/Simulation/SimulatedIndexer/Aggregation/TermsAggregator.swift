internal import JSON

/// A bucket for each value of a field, the most frequent ones first.
///
/// Each shard contributes its first buckets only, as in OpenSearch, so that what is approximate there is so here.
struct TermsAggregator: Aggregator {
    private struct Bucket {
        let place: Int
        var count: Int
        var documents: [Int32]
    }

    private let options: TermsOptions
    private let dictionary: TermDictionary
    private let below: SubAggregations
    private let context: AggregationContext

    init(
        _ name: String, _ body: JSON, _ below: SubAggregations, _ context: AggregationContext
    ) throws(IndexerError) {
        options = try TermsOptions(name, body)
        dictionary = try TermDictionary(options, store: context.store)
        self.below = below
        self.context = context
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        let whole = counted(documents[...])
        guard whole.count >= options.shardSize else {
            return try answer(whole, error: 0, others: 0)
        }
        var merged: [Int: Bucket] = [:]
        var error = 0
        var others = 0
        var rest = documents[...]
        for shard in context.shards {
            let own = rest.prefix { Int($0) < shard.upperBound }
            rest = rest.dropFirst(own.count)
            guard !own.isEmpty else { continue }
            let all = try sorted(counted(own))
            let first = all.prefix(options.shardSize)
            others += all.dropFirst(first.count).reduce(0) { $0 + $1.count }
            if first.count == options.shardSize { error = sum(error, errorOfShard(first)) }
            for bucket in first {
                merged[bucket.place, default: Bucket(place: bucket.place, count: 0, documents: [])].count +=
                    bucket.count
                merged[bucket.place]?.documents += bucket.documents
            }
        }
        return try answer(
            Array(merged.values), error: context.shards.count == 1 && error > 0 ? 0 : error, others: others)
    }

    /// By how much a shard can be wrong about a value that it left out; -1 where that is unknown.
    private func errorOfShard(_ first: ArraySlice<Bucket>) -> Int {
        if BucketOrder.isByKey(options.order) { return 0 }
        return BucketOrder.isByCountDescending(options.order) ? first.map(\.count).min() ?? 0 : -1
    }

    private func sum(_ error: Int, _ other: Int) -> Int { error < 0 || other < 0 ? -1 : error + other }

    private func answer(_ buckets: [Bucket], error: Int, others: Int) throws(IndexerError) -> JSONObject {
        let frequent = try sorted(buckets.filter { $0.count >= options.leastCount })
        let shown = frequent.prefix(options.size)
        try context.budget.spend(shown.count)
        var result: [JSON] = []
        for bucket in shown {
            var members = dictionary.key(bucket.place)
            members["doc_count"] = .integer(Int64(bucket.count))
            for member in try below.results(of: bucket.documents) { members[member.name] = member.value }
            result.append(.object(members))
        }
        let hidden = frequent.dropFirst(shown.count).reduce(others) { $0 + $1.count }
        return [
            "doc_count_error_upper_bound": .integer(Int64(error)), "sum_other_doc_count": .integer(Int64(hidden)),
            "buckets": .array(result),
        ]
    }

    private func sorted(_ buckets: [Bucket]) throws(IndexerError) -> [Bucket] {
        try BucketOrder.sorted(
            buckets, by: options.order, below: below, key: { dictionary.rank($0.place) }, documents: \.documents,
            count: \.count)
    }

    /// The buckets of some documents in any order; their documents only where something needs them.
    private func counted(_ documents: ArraySlice<Int32>) -> [Bucket] {
        var counts = [Int32](repeating: 0, count: dictionary.capacity)
        for document in documents {
            dictionary.forEachValue(of: document) { counts[$0] += 1 }
        }
        if options.leastCount == 0 { addValuesInScope(to: &counts) }
        var slots = [Int32](repeating: 0, count: dictionary.capacity)
        var buckets: [Bucket] = []
        for (place, count) in counts.enumerated() where count != 0 {
            slots[place] = Int32(buckets.count)
            buckets.append(Bucket(place: place, count: max(0, Int(count)), documents: []))
        }
        guard !below.isEmpty else { return buckets }
        for index in buckets.indices { buckets[index].documents.reserveCapacity(buckets[index].count) }
        for document in documents {
            dictionary.forEachValue(of: document) { buckets[Int(slots[$0])].documents.append(document) }
        }
        return buckets
    }

    /// Marks the values of documents that the query does not match: a least count of 0 shows them too.
    private func addValuesInScope(to counts: inout [Int32]) {
        for document in context.scope.documents {
            dictionary.forEachValue(of: document) { if counts[$0] == 0 { counts[$0] = -1 } }
        }
    }
}
