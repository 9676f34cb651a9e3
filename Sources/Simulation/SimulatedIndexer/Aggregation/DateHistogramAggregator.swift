internal import JSON

/// A bucket for every span of time.
struct DateHistogramAggregator: Aggregator {
    private let column: Column?
    private let interval: DateInterval
    private let format: DateFormat
    private let leastCount: Int
    private let bounds: ClosedRange<Int>?
    private let isKeyed: Bool
    private let order: [BucketOrder]
    private let below: SubAggregations
    private let budget: BucketBudget

    init(
        _ name: String, _ body: JSON, _ below: SubAggregations, _ context: AggregationContext
    ) throws(IndexerError) {
        let options = try AggregationOptions(
            "date_histogram", name: name, body: body,
            supported: [
                "field", "fixed_interval", "calendar_interval", "min_doc_count", "extended_bounds", "format",
                "time_zone",
                "order", "keyed",
            ], unsupported: ["interval", "offset", "missing", "script", "hard_bounds", "value_type"])
        let field = try options.field()
        switch context.store.type(of: field) {
        case nil, .date?: break
        case .text?: throw .textField(field)
        case let type?:
            throw .shards(
                "illegal_argument_exception",
                "Field [\(field)] of type [\(type.rawValue)] is not supported for aggregation [date_histogram]")
        }
        column = context.store.columns[field]
        interval = try DateInterval(options)
        if let text = options.body["format"]?.string {
            format = try DateFormat(text)
        } else {
            format = try context.store.dateFormat(of: field)
        }
        leastCount = try options.integer("min_doc_count", atLeast: 0, default: 0)
        bounds = try Self.bounds(
            options.body["extended_bounds"], DateMath(format: format, now: context.evaluator.now), name)
        isKeyed = try options.flag("keyed")
        order = try BucketOrder.read(options.body["order"] ?? ["_key": "asc"], kind: "date_histogram")
        if let zone = options.body["time_zone"] { try Query.requireUTC(zone) }
        self.below = below
        budget = context.budget
    }

    private static func bounds(
        _ json: JSON?, _ mathematics: DateMath, _ name: String
    ) throws(IndexerError) -> ClosedRange<Int>? {
        guard let json else { return nil }
        var ends: [Int] = []
        for end in ["min", "max"] {
            guard let value = json[end] else { throw .unsupported("[extended_bounds] without [\(end)]") }
            if let moment = value.int {
                ends.append(moment)
            } else {
                ends.append(try mathematics.parse(value.string ?? ""))
            }
        }
        guard ends[0] <= ends[1] else {
            throw .shards(
                "illegal_argument_exception",
                "[extended_bounds.min][\(ends[0])] cannot be greater than [extended_bounds.max][\(ends[1])] for histogram aggregation [\(name)]"
            )
        }
        return ends[0]...ends[1]
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        guard let column else { return ["buckets": isKeyed ? [:] : []] }
        // Keys of the distinct moments are worked out once, not once a document.
        var keys: [Int32: Int] = [:]
        var members: [Int: [Int32]] = [:]
        for document in documents {
            var last: Int?
            for place in column.values(of: Int(document)) {
                let ordinal = column.ordinals[place]
                let key = keys[ordinal] ?? interval.floor(Int(column.numbers[Int(ordinal)]))
                keys[ordinal] = key
                if key != last { members[key, default: []].append(document) }
                last = key
            }
        }
        var buckets = try allKeys(of: members).map { (key: $0, documents: members[$0] ?? []) }
        buckets = try BucketOrder.sorted(
            buckets, by: order, below: below, key: { Double($0.key) }, documents: \.documents)
        var result: [(String, JSON)] = []
        for bucket in buckets where bucket.documents.count >= leastCount {
            let text = format.text(bucket.key)
            let head: JSONObject = ["key_as_string": .string(text), "key": .integer(Int64(bucket.key))]
            result.append((text, .object(try below.bucket(head, of: bucket.documents))))
        }
        return ["buckets": isKeyed ? .object(JSONObject(result)) : .array(result.map(\.1))]
    }

    /// The keys in ascending order; without a least count also those between that have no documents.
    private func allKeys(of members: [Int: [Int32]]) throws(IndexerError) -> [Int] {
        guard leastCount == 0 else {
            try budget.spend(members.count)
            return members.keys.sorted()
        }
        let ends = members.keys.sorted()
        var lowest = ends.first
        var highest = ends.last
        if let bounds {
            lowest = min(lowest ?? .max, interval.floor(bounds.lowerBound))
            highest = max(highest ?? .min, interval.floor(bounds.upperBound))
        }
        guard var key = lowest, let highest else { return [] }
        var keys: [Int] = []
        while key <= highest {
            try budget.spend(1)
            keys.append(key)
            key = interval.next(key)
        }
        return keys
    }
}
