internal import JSON

/// What a `terms` aggregation asks for.
struct TermsOptions: Sendable {
    let field: String
    let size: Int
    /// How many buckets each shard contributes.
    let shardSize: Int
    let leastCount: Int
    let order: [BucketOrder]
    let missing: JSON?
    /// The values to count, or nil for all.
    let included: Set<String>?
    let excluded: Set<String>

    init(_ name: String, _ body: JSON) throws(IndexerError) {
        let options = try AggregationOptions(
            "terms", name: name, body: body,
            supported: [
                "field", "size", "shard_size", "min_doc_count", "order", "missing", "include", "exclude",
                "execution_hint",
                "collect_mode", "show_term_doc_count_error",
            ], unsupported: ["script", "format", "shard_min_doc_count", "value_type"])
        if try options.flag("show_term_doc_count_error") {
            throw .unsupported("[terms] with [show_term_doc_count_error]")
        }
        field = try options.field()
        size = try options.integer("size", atLeast: 1, default: 10)
        leastCount = try options.integer("min_doc_count", atLeast: 0, default: 1)
        order = try BucketOrder.read(options.body["order"] ?? ["_count": "desc"], kind: "terms")
        // OpenSearch asks the shards for half as much again, so that what is frequent in all but rare in one is found.
        let suggested = BucketOrder.isByKey(order) ? size : size + size / 2 + 10
        shardSize = max(size, try options.integer("shard_size", atLeast: 1, default: suggested))
        missing = options.body["missing"]
        included = try Self.list("include", options).map(Set.init)
        excluded = Set(try Self.list("exclude", options) ?? [])
    }

    private static func list(_ option: String, _ options: AggregationOptions) throws(IndexerError) -> [String]? {
        switch options.body[option] {
        case nil: return nil
        case .array(let values)?: return values.map { $0.string ?? $0.jsonText }
        default: throw .unsupported("[terms] with a pattern or partition in [\(option)]")
        }
    }
}
