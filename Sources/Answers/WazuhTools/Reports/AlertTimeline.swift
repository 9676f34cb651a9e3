import Charts
import FoundationEssentials
import JSON
import WazuhIndexer

/// Alerts over time by bands of their level, one figure a step, quiet steps included.
struct AlertTimeline: Sendable {
    let range: TimeRange
    let interval: HistogramInterval
    let total: Int
    let gaps: [String]
    /// When the first step begins, in seconds since 1970; steps lie on multiples of their length.
    private let start: Double
    private let steps: [AlertBands]

    /// What ``init(_:range:)`` reads.
    static func aggregations(_ range: TimeRange) -> JSONObject {
        let interval = HistogramInterval(for: range).rawValue
        return [
            "times": [
                "date_histogram": [
                    "field": "timestamp", "fixed_interval": .string(interval), "min_doc_count": 1,
                ], "aggs": ["bands": AlertBands.aggregation],
            ]
        ]
    }

    init(_ answer: SearchAnswer, range: TimeRange) {
        self.range = range
        interval = HistogramInterval(for: range)
        total = answer.total
        gaps = answer.gaps
        let length = interval.seconds
        let start = (range.start.timeIntervalSince1970 / length).rounded(.down) * length
        let count = Int(((range.end.timeIntervalSince1970 - start) / length).rounded(.up))
        var steps = Array(repeating: AlertBands([]), count: max(1, count))
        for bucket in answer.buckets("times") {
            guard let key = bucket.aggregation("key")?.double else { continue }
            let step = Int(exactly: ((key / 1_000 - start) / length).rounded(.towardZero))
            if let step, steps.indices.contains(step) { steps[step] = AlertBands(bucket.buckets("bands")) }
        }
        self.start = start
        self.steps = steps
    }

    func count(_ band: SeverityBand) -> Int { steps.reduce(0) { $0 + $1[band] } }

    /// The timeline as a picture, gravest band first.
    func png() throws(ChartError) -> [UInt8] {
        let rows = SeverityBand.allCases.reversed().map { band in
            TimelineChart.Series(
                name: "\(band.rawValue), level \(band.levels.lowerBound)-\(band.levels.upperBound)",
                color: Self.color(of: band), values: steps.map { $0[band] })
        }
        return try TimelineChart(
            title: "Alerts by level, \(range.words)", unit: "alerts per \(interval.rawValue)", axis: "time (UTC)",
            series: rows, ticks: ticks
        ).png()
    }

    private static func color(of band: SeverityBand) -> Color {
        switch band {
        case .low: Color(0x2B6CB0)
        case .medium: Color(0xB7791F)
        case .high: Color(0xC2410C)
        case .critical: Color(0x9B1C1C)
        }
    }

    /// At most ten labels, on round times.
    private var ticks: [TimelineChart.Tick] {
        let length = Double(steps.count) * interval.seconds
        let spans: [Double] = [60, 300, 900, 3_600, 10_800, 21_600, 86_400, 172_800, 432_000, 604_800, 2_419_200]
        let span = max(interval.seconds, spans.first { length / $0 <= 9 } ?? length / 8)
        return steps.indices.compactMap { step in
            let time = start + Double(step) * interval.seconds
            guard time.truncatingRemainder(dividingBy: span) == 0 else { return nil }
            // 2026-11-21T13:00:00Z
            let text = Date(timeIntervalSince1970: time).formatted(.iso8601)
            let clock = text.dropFirst(11).prefix(5)
            return TimelineChart.Tick(
                step: step, label: String(span < 86_400 && clock != "00:00" ? clock : text.dropFirst(5).prefix(5)))
        }
    }
}
