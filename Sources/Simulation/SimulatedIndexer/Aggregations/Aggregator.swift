import Encodings
import HTTP
import JSON
import Synchronization

/// An aggregation made ready for the documents of one request.
protocol Aggregator: Sendable {
    /// The members of the aggregation's result for some documents, which come in ascending order.
    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject

    /// The number that buckets above can be ordered by; nil when this aggregation has none.
    func number(of documents: [Int32]) -> Double?
}

extension Aggregator {
    func number(of documents: [Int32]) -> Double? { nil }
}

/// The aggregations of a request or below a bucket, by their names.
struct SubAggregations: Sendable {
    struct Member: Sendable {
        let name: String
        let aggregator: any Aggregator
    }

    var members: [Member] = []

    var isEmpty: Bool { members.isEmpty }

    /// The results, each under its name.
    func results(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        var results = JSONObject()
        for member in members { results[member.name] = .object(try member.aggregator.result(of: documents)) }
        return results
    }

    /// A bucket: its own members, then the results of the aggregations below it.
    func bucket(_ members: JSONObject, of documents: [Int32]) throws(IndexerError) -> JSONObject {
        var bucket = members
        bucket["doc_count"] = .integer(Int64(documents.count))
        for member in try results(of: documents) { bucket[member.name] = member.value }
        return bucket
    }

    /// The number of the aggregation of a name.
    func number(_ name: String, of documents: [Int32]) -> Double? {
        members.first { $0.name.hasSameBytes(as: name) }?.aggregator.number(of: documents)
    }
}

/// What all aggregations of one request share.
struct AggregationContext: Sendable {
    let evaluator: QueryEvaluator
    /// The documents of each shard that is searched, ascending.
    let shards: [Range<Int>]
    let budget: BucketBudget

    var store: DocumentStore { evaluator.store }
}

/// Counts the buckets of one answer, of which OpenSearch allows 65,535.
final class BucketBudget: Sendable {
    private static let largest = 65_535
    private let used = Atomic(0)

    func spend(_ count: Int) throws(IndexerError) {
        guard used.add(count, ordering: .relaxed).newValue > Self.largest else { return }
        let reason = """
            Trying to create too many buckets. Must be less than or equal to: [\(Self.largest)] but was \
            [\(Self.largest + 1)]. This limit can be set by changing the [search.max_buckets] cluster level setting.
            """
        throw IndexerError(
            status: 503, type: "search_phase_execution_exception", reason: "",
            details: ["phase": "fetch", "grouped": true, "failed_shards": []],
            cause: [
                "type": "too_many_buckets_exception", "reason": .string(reason),
                "max_buckets": .integer(Int64(Self.largest)),
            ])
    }
}

/// The body of one aggregation, read without ignoring anything.
struct AggregationOptions {
    let kind: String
    let body: JSONObject

    /// - Throws: ``IndexerError`` for a body that is no object, or has other members than those in `known`.
    init(_ kind: String, _ body: JSON, known: Set<ExactText>) throws(IndexerError) {
        guard let object = body.object else { throw .unsupported("[\(kind)] that is no object") }
        for member in object where !known.contains(ExactText(member.name)) {
            throw .unsupported("[\(kind)] with [\(member.name)]")
        }
        self.kind = kind
        self.body = object
    }

    /// The field that is aggregated, which has to be one that is stored as whole values.
    func field(_ store: DocumentStore) throws(IndexerError) -> String {
        guard let field = body["field"]?.string else { throw .unsupported("[\(kind)] without [field]") }
        if store.type(of: field) == .text { throw .textField(field) }
        return field
    }

    func integer(_ option: String, atLeast least: Int, default standard: Int) throws(IndexerError) -> Int {
        guard let value = body[option] else { return standard }
        guard let number = value.int, number >= least, number <= 1_000_000 else {
            throw .unsupported("[\(option)] of \(value.jsonText) in [\(kind)]")
        }
        return number
    }

    /// The refusal of a field's type.
    func refusal(of field: String, _ type: FieldType) -> IndexerError {
        .shards(
            "illegal_argument_exception",
            "Field [\(field)] of type [\(type.rawValue)] is not supported for aggregation [\(kind)]")
    }
}
