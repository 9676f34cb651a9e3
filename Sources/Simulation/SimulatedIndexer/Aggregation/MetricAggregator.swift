internal import JSON

/// A number over the values of a field: `min`, `max`, `avg`, `sum`, `stats` and `value_count`.
struct MetricAggregator: Aggregator {
    private let kind: String
    private let column: Column?
    private let type: FieldType?
    private let format: DateFormat
    /// What documents without a value count as.
    private let missing: Double?

    init(_ kind: String, _ name: String, _ body: JSON, _ context: AggregationContext) throws(IndexerError) {
        let options = try AggregationOptions(
            kind, name: name, body: body, supported: ["field", "missing"],
            unsupported: ["script", "format", "value_type"])
        let field = try options.field()
        self.kind = kind
        column = context.store.columns[field]
        type = context.store.type(of: field)
        format = try context.store.dateFormat(of: field)
        missing = options.body["missing"].map { $0.double ?? 0 }
        switch type {
        case .text?: throw .textField(field)
        case .keyword?, .ip?, .geoPoint?:
            guard kind != "value_count" else { break }
            throw .shards(
                "illegal_argument_exception",
                "Field [\(field)] of type [\(type?.rawValue ?? "")] is not supported for aggregation [\(kind)]")
        default: break
        }
    }

    func result(of documents: [Int32]) throws(IndexerError) -> JSONObject {
        let summary = summary(of: documents)
        switch kind {
        case "value_count": return ["value": .integer(Int64(summary.count))]
        case "stats":
            var result: JSONObject = ["count": .integer(Int64(summary.count))]
            for name in ["min", "max", "avg", "sum"] { result[name] = summary.number(name).map(JSON.number) ?? .null }
            guard summary.count > 0, type == .date || type == .boolean else { return result }
            for name in ["min", "max", "avg", "sum"] { result["\(name)_as_string"] = summary.number(name).map(text) }
            return result
        default:
            guard let number = summary.number(kind) else { return ["value": .null] }
            guard type == .date || type == .boolean else { return ["value": .number(number)] }
            return ["value": .number(number), "value_as_string": text(number)]
        }
    }

    func number(_ path: ArraySlice<String>, of documents: [Int32]) throws(IndexerError) -> Double? {
        let summary = summary(of: documents)
        let name = path.first ?? "value"
        if kind == "stats" {
            guard path.count == 1 else { return nil }
            return name == "count" ? Double(summary.count) : summary.number(name)
        }
        guard name == "value", path.count < 2 else { return nil }
        return kind == "value_count"
            ? Double(summary.count) : summary.number(kind) ?? (kind == "max" ? -.infinity : .infinity)
    }

    private func text(_ number: Double) -> JSON {
        .string(type == .date ? format.text(Int(number)) : number == 0 ? "false" : "true")
    }

    private func summary(of documents: [Int32]) -> NumberSummary {
        var summary = NumberSummary()
        guard let column else {
            if let missing { for _ in documents { summary.add(missing) } }
            return summary
        }
        for document in documents {
            let own = column.values(of: Int(document))
            if own.isEmpty, let missing { summary.add(missing) }
            for place in own {
                summary.add(type?.isNumeric == true ? column.numbers[Int(column.ordinals[place])] : 0)
            }
        }
        return summary
    }
}

/// What is known of some numbers after one look at each.
struct NumberSummary {
    private(set) var count = 0
    private var smallest = Double.infinity
    private var largest = -Double.infinity
    private var sum = 0.0
    private var compensation = 0.0

    /// Adds by Kahan's method, as OpenSearch does.
    mutating func add(_ number: Double) {
        count += 1
        smallest = min(smallest, number)
        largest = max(largest, number)
        let corrected = number - compensation
        let updated = sum + corrected
        compensation = (updated - sum) - corrected
        sum = updated
    }

    /// The number of a name; nil where no numbers leave it open.
    func number(_ name: String) -> Double? {
        switch name {
        case "min": count > 0 ? smallest : nil
        case "max": count > 0 ? largest : nil
        case "avg": count > 0 ? sum / Double(count) : nil
        case "sum": sum
        default: nil
        }
    }
}
