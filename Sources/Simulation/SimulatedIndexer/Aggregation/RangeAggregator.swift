internal import JSON

/// A bucket for each of several ranges of numbers, the lower end included.
struct RangeAggregator: Aggregator {
    private struct Bounds: Sendable {
        let key: String
        let from: Double?
        let to: Double?
    }

    private let ranges: [Bounds]
    private let isKeyed: Bool
    private let column: Column?
    private let below: SubAggregations
    private let budget: BucketBudget

    init(
        _ name: String, _ body: JSON, _ below: SubAggregations, _ context: AggregationContext
    ) throws(IndexerError) {
        let options = try AggregationOptions(
            "range", name: name, body: body, supported: ["field", "ranges", "keyed"],
            unsupported: ["script", "missing", "format", "value_type"])
        let field = try options.field()
        switch context.store.type(of: field) {
        case .text?: throw .textField(field)
        case let type? where !type.isNumeric:
            throw .shards(
                "illegal_argument_exception",
                "Field [\(field)] of type [\(type.rawValue)] is not supported for aggregation [range]")
        default: break
        }
        var ranges: [Bounds] = []
        for range in options.body["ranges"]?.array ?? [] { ranges.append(try Self.bounds(range)) }
        guard !ranges.isEmpty else { throw .argument("No [ranges] specified for the [\(name)] aggregation") }
        self.ranges = ranges.sorted {
            ($0.from ?? -.infinity, $0.to ?? .infinity) < ($1.from ?? -.infinity, $1.to ?? .infinity)
        }
        isKeyed = try options.flag("keyed")
        column = context.store.columns[field]
        self.below = below
        budget = context.budget
    }

    private static func bounds(_ json: JSON) throws(IndexerError) -> Bounds {
        for member in json.object ?? [:] where !["key", "from", "to"].contains(member.name) {
            throw .content("[range] unknown field [\(member.name)]")
        }
        let from = json["from"].flatMap { $0.double ?? $0.string.flatMap(Double.init) }
        let to = json["to"].flatMap { $0.double ?? $0.string.flatMap(Double.init) }
        let key = json["key"]?.string ?? "\(from.map { "\($0)" } ?? "*")-\(to.map { "\($0)" } ?? "*")"
        return Bounds(key: key, from: from, to: to)
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        try budget.spend(ranges.count)
        var buckets: [(String, JSON)] = []
        for range in ranges {
            var members: JSONObject = isKeyed ? [:] : ["key": .string(range.key)]
            members["from"] = range.from.map(JSON.number)
            members["to"] = range.to.map(JSON.number)
            let own = documents.filter { contains($0, range) }
            buckets.append((range.key, .object(try below.bucket(members, of: own))))
        }
        return ["buckets": isKeyed ? .object(JSONObject(buckets)) : .array(buckets.map(\.1))]
    }

    private func contains(_ document: Int32, _ range: Bounds) -> Bool {
        guard let column else { return false }
        return column.values(of: Int(document)).contains { place in
            let number = column.numbers[Int(column.ordinals[place])]
            return number >= range.from ?? -.infinity && number < range.to ?? .infinity
        }
    }
}
