import FoundationEssentials
import JSON
import WazuhIndexer

/// The steps of a count over time: short enough to see a rise, few enough to read.
enum HistogramInterval: String, CaseIterable {
    case minute = "1m"
    case quarter = "15m"
    case hour = "1h"
    case sixHours = "6h"
    case day = "1d"
    case week = "7d"

    /// How long a step is.
    var seconds: Double {
        switch self {
        case .minute: 60
        case .quarter: 900
        case .hour: 3_600
        case .sixHours: 21_600
        case .day: 86_400
        case .week: 604_800
        }
    }

    /// The shortest steps of which a range has at most 32.
    init(for range: TimeRange) {
        let length = range.end.timeIntervalSince(range.start)
        self = Self.allCases.first { length / $0.seconds <= 32 } ?? .week
    }

    var aggregation: JSON {
        [
            "date_histogram": [
                "field": "timestamp", "fixed_interval": .string(rawValue), "min_doc_count": 0,
            ]
        ]
    }
}
