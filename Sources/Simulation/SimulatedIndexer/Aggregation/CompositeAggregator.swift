internal import JSON

/// A bucket for each combination of values, page by page.
struct CompositeAggregator: Aggregator {
    private struct Source: Sendable {
        let name: String
        let column: Column?
        let interval: DateInterval?
        let sign: Double
    }

    private let sources: [Source]
    private let size: Int
    private let after: [Double]?
    private let below: SubAggregations
    private let budget: BucketBudget

    init(
        _ name: String, _ body: JSON, _ below: SubAggregations, _ context: AggregationContext
    ) throws(IndexerError) {
        let options = try AggregationOptions(
            "composite", name: name, body: body, supported: ["size", "sources", "after"])
        size = try options.integer("size", atLeast: 1, default: 10)
        var sources: [Source] = []
        for element in options.body["sources"]?.array ?? [] {
            guard let member = element.object?.first else { throw .unsupported("an empty source in [composite]") }
            sources.append(try Self.source(member.name, member.value, context))
        }
        guard !sources.isEmpty else { throw .argument("Composite [sources] cannot be null or empty") }
        self.sources = sources
        var after: [Double]?
        if let object = options.body["after"]?.object {
            after = try sources.map { source throws(IndexerError) in
                guard let value = object[source.name] else {
                    throw .argument("Missing value for [after.\(source.name)]")
                }
                return Self.rank(value, source)
            }
        }
        self.after = after
        self.below = below
        budget = context.budget
    }

    private static func source(
        _ name: String, _ json: JSON, _ context: AggregationContext
    ) throws(IndexerError) -> Source {
        guard let kind = json.object?.first, ["terms", "date_histogram"].contains(kind.name) else {
            throw .unsupported("the source [\(json.object?.first?.name ?? name)] in [composite]")
        }
        let isHistogram = kind.name == "date_histogram"
        let options = try AggregationOptions(
            kind.name, name: name, body: kind.value,
            supported: isHistogram
                ? ["field", "order", "fixed_interval", "calendar_interval", "time_zone"] : ["field", "order"],
            unsupported: ["missing_bucket", "missing_order", "script", "format", "offset", "interval", "value_type"])
        let field = try options.field()
        if context.store.type(of: field) == .text { throw .textField(field) }
        let isDescending = options.body["order"]?.string?.lowercased() == "desc"
        return Source(
            name: name, column: context.store.columns[field], interval: isHistogram ? try DateInterval(options) : nil,
            sign: isDescending ? -1 : 1)
    }

    /// Where a value of `after` stands among the keys of its source.
    private static func rank(_ value: JSON, _ source: Source) -> Double {
        guard let column = source.column else { return 0 }
        if column.type.isNumeric { return source.sign * (value.double ?? 0) }
        let text = value.string ?? value.jsonText
        return source.sign * (column.ordinal(of: text).map(Double.init) ?? Double(column.lowerBound(text)) - 0.5)
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        var members: [[Double]: [Int32]] = [:]
        for document in documents {
            for key in keys(of: document) where after?.lexicographicallyPrecedes(key) ?? true {
                members[key, default: []].append(document)
            }
        }
        let page = members.keys.sorted { $0.lexicographicallyPrecedes($1) }.prefix(size)
        try budget.spend(page.count)
        var buckets: [JSON] = []
        for key in page {
            buckets.append(.object(try below.bucket(["key": described(key)], of: members[key] ?? [])))
        }
        guard let last = page.last else { return ["buckets": []] }
        return ["after_key": described(last), "buckets": .array(buckets)]
    }

    private func keys(of document: Int32) -> [[Double]] {
        var keys: [[Double]] = [[]]
        for source in sources {
            guard let column = source.column else { return [] }
            var own: [Double] = []
            for place in column.values(of: Int(document)) {
                let ordinal = Int(column.ordinals[place])
                let value = column.type.isNumeric ? column.numbers[ordinal] : Double(ordinal)
                let key = source.sign * (source.interval.map { Double($0.floor(Int(value))) } ?? value)
                if own.last != key { own.append(key) }
            }
            keys = keys.flatMap { start in own.map { start + [$0] } }
        }
        return keys
    }

    private func described(_ key: [Double]) -> JSON {
        var object = JSONObject()
        for (source, rank) in zip(sources, key) {
            let value = source.sign * rank
            if let column = source.column, !column.type.isNumeric {
                object[source.name] = .string(column.strings[Int(value)])
            } else if source.column?.type == .boolean {
                object[source.name] = .bool(value != 0)
            } else {
                object[source.name] = source.column?.type.isWhole == false ? .number(value) : .integer(Int64(value))
            }
        }
        return .object(object)
    }
}
