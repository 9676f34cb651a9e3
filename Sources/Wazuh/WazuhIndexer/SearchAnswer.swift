package import JSON
import Upstream

/// The answer of a search.
package struct SearchAnswer: Sendable {
    /// How many documents match.
    package let total: Int
    /// True when there are more than `total`, which was counted up to a bound.
    package let isTotalLowerBound: Bool
    /// What is missing from the answer, a sentence each: parts that failed or were cut short.
    package let gaps: [String]
    private let root: JSONView

    init(_ root: JSONView, _ target: IndexerTarget) throws(WazuhError) {
        let endpoint = "POST /_search"
        guard let hits = root["hits"], let shards = root["_shards"], let shardCount = shards["total"]?.int else {
            throw WazuhError(
                .unexpectedAnswer, .indexer, endpoint, status: 200, reason: "the answer is none of a search",
                advice: "Check that WAZUH_INDEXER_HOST and WAZUH_INDEXER_PORT are those of the indexer.")
        }
        // A pattern that matches no index is answered with no hits: zero would be a lie.
        guard shardCount > 0 else { throw WazuhError.noIndex(target, endpoint) }
        self.root = root
        total = hits["total"]?["value"]?.int ?? 0
        isTotalLowerBound = hits["total"]?["relation"]?.string == "gte"
        var gaps: [String] = []
        let failed = shards["failed"]?.int ?? 0
        if failed > 0 { gaps.append("\(failed) of \(shardCount) shards failed: counts are too low.") }
        if root["timed_out"]?.bool == true { gaps.append("The search timed out: counts are too low.") }
        self.gaps = gaps
    }

    /// The hits as the indexer gives them.
    var hits: [JSONView] { root["hits"]?["hits"]?.map { $0 } ?? [] }

    /// Reads hits one by one.
    func read<Hit>(
        _ hits: some Collection<JSONView>, _ read: (JSONView) throws(JSONError) -> Hit
    ) throws(WazuhError) -> [Hit] {
        do throws(JSONError) {
            return try hits.map(read)
        } catch {
            throw WazuhError(
                .unexpectedAnswer, .indexer, "POST /_search", status: 200, reason: "a document cannot be read: \(error)"
            )
        }
    }

    /// An aggregation by the name it was asked under.
    package func aggregation(_ name: StaticString) -> JSONView? { root["aggregations"]?[name] }

    /// The buckets of an aggregation of terms or of a histogram.
    package func buckets(_ name: StaticString) -> [Bucket] { aggregation(name).map(Bucket.all) ?? [] }

    /// The point in time that goes on, where one was used.
    var pointInTime: String? { root.string("pit_id") }
}

/// One bucket of an aggregation.
package struct Bucket: Sendable {
    /// The key as text: numbers and times as the indexer writes them.
    package let key: String
    package let count: Int
    private let view: JSONView

    init(_ view: JSONView) {
        let key = view["key"]
        self.key = view.string("key_as_string") ?? key?.string ?? key?.int.map { String($0) } ?? ""
        count = view["doc_count"]?.int ?? 0
        self.view = view
    }

    package static func all(in aggregation: JSONView) -> [Bucket] { aggregation["buckets"]?.map { Bucket($0) } ?? [] }

    /// An aggregation within the bucket.
    package func aggregation(_ name: StaticString) -> JSONView? { view[name] }

    /// The buckets of an aggregation within the bucket.
    package func buckets(_ name: StaticString) -> [Bucket] { view[name].map(Bucket.all) ?? [] }
}
