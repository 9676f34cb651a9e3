internal import HTTP
internal import JSON

/// Reads the member `aggs` of a request and makes its aggregations ready.
struct AggregationReader: Sendable {
    let context: AggregationContext

    func read(_ json: JSON) throws(IndexerError) -> SubAggregations {
        guard let object = json.object else {
            throw .parsing("Unknown key for a \(TokenName.of(json)) in [aggs].")
        }
        var result = SubAggregations()
        for member in object {
            guard !member.name.contains(where: { "[]>".contains($0) }), !member.name.isEmpty else {
                throw .parsing(
                    """
                    Invalid aggregation name [\(member.name)]. Aggregation names can contain any character except '[', \
                    ']', and '>'
                    """)
            }
            result.members.append(try read(member.name, member.value))
        }
        return result
    }

    private func read(_ name: String, _ json: JSON) throws(IndexerError) -> SubAggregations.Member {
        guard let object = json.object else {
            throw .parsing(
                """
                Aggregation definition for [\(name) starts with a [\(TokenName.of(json))], expected a [START_OBJECT].
                """)
        }
        var kind: (name: String, body: JSON)?
        var below = SubAggregations()
        var meta: JSON?
        for member in object {
            switch member.name {
            case "meta": meta = member.value
            case "aggs", "aggregations": below = try read(member.value)
            default:
                if let kind {
                    throw .parsing(
                        "Found two aggregation type definitions in [\(name)]: [\(kind.name)] and [\(member.name)]")
                }
                kind = (member.name, member.value)
            }
        }
        guard let kind else { throw .parsing("Missing definition for aggregation [\(name)]") }
        let aggregator = try aggregator(kind.name, name, kind.body, below)
        return SubAggregations.Member(name: name, meta: meta, aggregator: aggregator)
    }

    private func aggregator(
        _ kind: String, _ name: String, _ body: JSON, _ below: SubAggregations
    ) throws(IndexerError) -> any Aggregator {
        if Self.leaves.contains(kind), !below.isEmpty {
            throw IndexerError(
                status: 500, type: "aggregation_initialization_exception",
                reason: "Aggregator [\(name)] of type [\(kind)] cannot accept sub-aggregations")
        }
        switch kind {
        case "terms": return try TermsAggregator(name, body, below, context)
        case "date_histogram": return try DateHistogramAggregator(name, body, below, context)
        case "range": return try RangeAggregator(name, body, below, context)
        case "filters": return try FiltersAggregator(name, body, below, context)
        case "filter":
            let set = try context.evaluator.documents(matching: Query(body))
            return SingleBucketAggregator(below: below) { $0.filter { set.contains(Int($0)) } }
        case "missing": return try SingleBucketAggregator(missing: name, body, below, context)
        case "global":
            let all = context.scope.documents
            return SingleBucketAggregator(below: below) { _ in all }
        case "composite": return try CompositeAggregator(name, body, below, context)
        case "top_hits": return try TopHitsAggregator(name, body, context)
        case "cardinality": return try CardinalityAggregator(name, body, context)
        case "min", "max", "avg", "sum", "stats", "value_count":
            return try MetricAggregator(kind, name, body, context)
        default:
            if Self.unsupportedKinds.contains(kind) { throw .unsupported("the aggregation [\(kind)]") }
            throw .unknownName("Unknown aggregation type [\(kind)]", kind)
        }
    }

    private static let leaves: Set<String> = [
        "min", "max", "avg", "sum", "stats", "value_count", "cardinality", "top_hits",
    ]

    private static let unsupportedKinds: Set<String> = [
        "adjacency_matrix", "auto_date_histogram", "avg_bucket", "bucket_script", "bucket_selector", "bucket_sort",
        "children", "cumulative_sum", "date_range", "derivative", "diversified_sampler", "extended_stats",
        "extended_stats_bucket", "geo_bounds", "geo_centroid", "geo_distance", "geohash_grid", "geotile_grid",
        "histogram", "ip_range", "matrix_stats", "max_bucket", "median_absolute_deviation", "min_bucket", "moving_avg",
        "moving_fn", "multi_terms", "nested", "parent", "percentile_ranks", "percentiles", "percentiles_bucket",
        "rare_terms", "reverse_nested", "sampler", "scripted_metric", "serial_diff", "significant_terms",
        "significant_text", "stats_bucket", "sum_bucket", "variable_width_histogram", "weighted_avg",
    ]
}
