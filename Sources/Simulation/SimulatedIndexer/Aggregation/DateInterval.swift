internal import JSON
import SimulatedCompany

/// The width of a date histogram's buckets.
enum DateInterval: Sendable {
    case calendar(CalendarUnit)
    /// So many milliseconds.
    case fixed(Int)

    /// Reads the interval from an aggregation's options.
    init(_ options: AggregationOptions) throws(IndexerError) {
        let kind = options.kind
        if let text = options.body["calendar_interval"]?.string {
            guard let unit = CalendarUnit(interval: text) else {
                throw IndexerError.argument(
                    "The supplied interval [\(text)] could not be parsed as a calendar interval."
                )
                .wrappedAsContent("[\(kind)] failed to parse field [calendar_interval]")
            }
            self = .calendar(unit)
            return
        }
        guard let text = options.body["fixed_interval"]?.string else {
            throw .shards("illegal_argument_exception", "Invalid interval specified, must be non-null and non-empty")
        }
        guard let width = TimeValue.milliseconds(text), width > 0 else {
            throw IndexerError.argument(
                """
                failed to parse setting [\(kind == "composite" ? "fixed_interval" : "date_histogram.fixedInterval")] with \
                value [\(text)] as a time value: unit is missing or unrecognized
                """
            ).wrappedAsContent("[\(kind)] failed to parse field [fixed_interval]")
        }
        self = .fixed(width)
    }

    /// The key of the bucket that a moment (milliseconds since 1970) falls into.
    func floor(_ moment: Int) -> Int {
        switch self {
        case .calendar(let unit): unit.floor(moment)
        case .fixed(let width): moment.flooredDivision(by: width) * width
        }
    }

    /// The key of the bucket after the one with this key.
    func next(_ key: Int) -> Int {
        switch self {
        case .calendar(let unit): unit.add(1, to: key)
        case .fixed(let width): key + width
        }
    }
}

/// Spans of time as OpenSearch's settings write them.
enum TimeValue {
    /// The milliseconds of a text such as `30s`, `5m` or `1d`; nil when it is none.
    static func milliseconds(_ text: String) -> Int? {
        if text == "0" || text == "-1" { return Int(text) }
        for (unit, factor) in [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
        where text.hasSuffix(unit) {
            if let count = Int(text.dropLast(unit.count)), count >= 0 { return count * factor }
        }
        return nil
    }
}
