internal import HTTP
internal import JSON
import Synchronization

/// Counts the buckets of one answer, of which OpenSearch allows 65,535.
final class BucketBudget: Sendable {
    private static let largest = 65_535
    private let used = Atomic(0)

    func spend(_ count: Int) throws(IndexerError) {
        guard used.add(count, ordering: .relaxed).newValue > Self.largest else { return }
        var error = IndexerError(
            status: 503, type: "search_phase_execution_exception", reason: "",
            details: ["phase": "fetch", "grouped": true, "failed_shards": []])
        error.root = .null
        error.cause = [
            "type": "too_many_buckets_exception",
            "reason": .string(
                """
                Trying to create too many buckets. Must be less than or equal to: [\(Self.largest)] but was \
                [\(Self.largest + 1)]. This limit can be set by changing the [search.max_buckets] cluster level setting.
                """),
            "max_buckets": .integer(Int64(Self.largest)),
        ]
        throw error
    }
}
