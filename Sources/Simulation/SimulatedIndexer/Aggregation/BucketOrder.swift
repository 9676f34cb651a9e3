internal import HTTP
internal import JSON

/// One rule to order buckets by.
enum BucketOrder: Sendable, Hashable {
    case count(isAscending: Bool)
    case key(isAscending: Bool)
    /// By a number of an aggregation below, the parts of its path apart.
    case number([String], isAscending: Bool)

    /// Reads the option `order`: an object or a list of them.
    static func read(_ json: JSON, kind: String) throws(IndexerError) -> [BucketOrder] {
        var orders: [BucketOrder] = []
        for element in json.array ?? [json] {
            guard let member = element.object?.first, element.object?.count == 1 else {
                throw .parsing("Must specify at least one field for [order]")
            }
            guard let direction = member.value.string, ["asc", "desc"].contains(direction.lowercased()) else {
                throw .parsing("Unknown order direction [\(member.value.string ?? member.value.jsonText)]")
                    .wrappedAsContent("[\(kind)] failed to parse field [order]")
            }
            let isAscending = direction.lowercased() == "asc"
            switch member.name {
            case "_count": orders.append(.count(isAscending: isAscending))
            case "_key": orders.append(.key(isAscending: isAscending))
            default: orders.append(.number(parts(of: member.name), isAscending: isAscending))
            }
        }
        return orders
    }

    /// The names on a path such as `errors>latest.value`.
    private static func parts(of path: String) -> [String] {
        var parts = path.split(separator: ">").map(String.init)
        if let last = parts.popLast() {
            let pieces = last.split(separator: ".", maxSplits: 1).map(String.init)
            parts += pieces
        }
        return parts
    }

    /// True when only the keys decide.
    static func isByKey(_ orders: [BucketOrder]) -> Bool {
        if case .key? = orders.first { true } else { false }
    }

    /// True when the buckets with most documents come first.
    static func isByCountDescending(_ orders: [BucketOrder]) -> Bool { orders.first == .count(isAscending: false) }

    /// True when a number of an aggregation below decides.
    static func needsNumbers(_ orders: [BucketOrder]) -> Bool {
        orders.contains { if case .number = $0 { true } else { false } }
    }

    /// The buckets in order; equal ones by their keys, ascending.
    static func sorted<Bucket>(
        _ buckets: [Bucket], by orders: [BucketOrder], below: SubAggregations, key: (Bucket) -> Double,
        documents: (Bucket) -> [Int32], count: ((Bucket) -> Int)? = nil
    ) throws(IndexerError) -> [Bucket] {
        var ranked: [(bucket: Bucket, ranks: [Double])] = []
        for bucket in buckets {
            var ranks: [Double] = []
            for order in orders {
                switch order {
                case .count(let isAscending):
                    ranks.append((isAscending ? 1 : -1) * Double(count?(bucket) ?? documents(bucket).count))
                case .key(let isAscending): ranks.append((isAscending ? 1 : -1) * key(bucket))
                case .number(let path, let isAscending):
                    guard let number = try below.number(path[...], of: documents(bucket)) else { throw invalid(path) }
                    ranks.append((isAscending ? 1 : -1) * number)
                }
            }
            ranked.append((bucket, ranks + [key(bucket)]))
        }
        return ranked.sorted { $0.ranks.lexicographicallyPrecedes($1.ranks) }.map(\.bucket)
    }

    private static func invalid(_ path: [String]) -> IndexerError {
        let name = path.first ?? ""
        return .shards(
            "aggregation_execution_exception",
            """
            Invalid aggregation order path [\(path.joined(separator: "."))]. The provided aggregation [\(name)] either does \
            not exist, or is a pipeline aggregation and cannot be used to sort the buckets.
            """, status: 500)
    }
}
