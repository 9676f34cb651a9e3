import Encodings
import JSON

/// A bucket for each value of a field, the most frequent ones first.
///
/// Each shard contributes its first buckets only, as in OpenSearch, so that what is approximate there is so here.
struct TermsAggregator: Aggregator {
    private struct Bucket {
        let place: Int
        var count: Int
        var documents: [Int32]
    }

    private let size: Int
    /// How many buckets each shard contributes.
    private let shardSize: Int
    private let order: [BucketOrder]
    private let dictionary: TermDictionary
    private let below: SubAggregations
    private let context: AggregationContext

    init(_ body: JSON, _ below: SubAggregations, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions("terms", body, known: ["field", "size", "shard_size", "order"])
        let field = try options.field(context.store)
        size = try options.integer("size", atLeast: 1, default: 10)
        order = try BucketOrder.read(options.body["order"] ?? ["_count": "desc"])
        // OpenSearch asks the shards for half as much again, so that what is frequent in all but rare in one is found.
        let suggested = if case .key? = order.first { size } else { size + size / 2 + 10 }
        shardSize = max(size, try options.integer("shard_size", atLeast: 1, default: suggested))
        dictionary = TermDictionary(column: context.store.column(field))
        self.below = below
        self.context = context
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        let whole = counted(documents[...])
        guard whole.count >= shardSize else { return try answer(whole, error: 0, others: 0) }
        var merged: [Int: Bucket] = [:]
        // By how much a count can be wrong; -1 where that is unknown.
        var error = 0
        var others = 0
        var rest = documents[...]
        for shard in context.shards {
            let own = rest.prefix { Int($0) < shard.upperBound }
            rest = rest.dropFirst(own.count)
            guard !own.isEmpty else { continue }
            let all = try sorted(counted(own))
            let first = all.prefix(shardSize)
            others += all.dropFirst(first.count).reduce(0) { $0 + $1.count }
            if first.count == shardSize {
                let missed = errorOfShard(first)
                error = error < 0 || missed < 0 ? -1 : error + missed
            }
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
        switch order.first {
        case .key?: 0
        case .count(isAscending: false)?: first.map(\.count).min() ?? 0
        default: -1
        }
    }

    private func answer(_ buckets: [Bucket], error: Int, others: Int) throws(IndexerError) -> JSONObject {
        let frequent = try sorted(buckets)
        let shown = frequent.prefix(size)
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

    /// The buckets in order; equal ones by their keys, ascending.
    private func sorted(_ buckets: [Bucket]) throws(IndexerError) -> [Bucket] {
        var ranked: [(bucket: Bucket, ranks: [Double])] = []
        for bucket in buckets {
            let key = Double(bucket.place)
            var ranks: [Double] = []
            for rule in order {
                ranks.append(
                    try rule.rank(key: key, count: bucket.count, documents: bucket.documents, below: below))
            }
            ranked.append((bucket, ranks + [key]))
        }
        return ranked.sorted { $0.ranks.lexicographicallyPrecedes($1.ranks) }.map(\.bucket)
    }

    /// The buckets of some documents in any order; their documents only where something needs them.
    private func counted(_ documents: ArraySlice<Int32>) -> [Bucket] {
        var counts = [Int32](repeating: 0, count: dictionary.capacity)
        for document in documents { dictionary.forEachValue(of: document) { counts[$0] += 1 } }
        var slots = [Int32](repeating: 0, count: dictionary.capacity)
        var buckets: [Bucket] = []
        for (place, count) in counts.enumerated() where count != 0 {
            slots[place] = Int32(buckets.count)
            buckets.append(Bucket(place: place, count: Int(count), documents: []))
        }
        guard !below.isEmpty else { return buckets }
        for index in buckets.indices { buckets[index].documents.reserveCapacity(buckets[index].count) }
        for document in documents {
            dictionary.forEachValue(of: document) { buckets[Int(slots[$0])].documents.append(document) }
        }
        return buckets
    }
}
