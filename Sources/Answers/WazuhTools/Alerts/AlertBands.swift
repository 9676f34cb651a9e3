import JSON
import WazuhIndexer

/// Alerts counted by bands of their level.
struct AlertBands: Sendable, Hashable {
    private let counts: [SeverityBand: Int]

    /// A count for each band, in their order.
    static let aggregation: JSON = [
        "filters": [
            "filters": .array(
                SeverityBand.allCases.map { band in
                    [
                        "range": [
                            "rule.level": [
                                "gte": .integer(Int64(band.levels.lowerBound)),
                                "lte": .integer(Int64(band.levels.upperBound)),
                            ]
                        ]
                    ]
                })
        ]
    ]

    /// - Parameter buckets: of ``aggregation``.
    init(_ buckets: [Bucket]) {
        counts = Dictionary(zip(SeverityBand.allCases, buckets.map(\.count))) { first, _ in first }
    }

    subscript(_ band: SeverityBand) -> Int { counts[band] ?? 0 }

    /// Gravest first.
    var words: String { SeverityBand.allCases.reversed().map { "\($0.words) \(self[$0])" }.joined(separator: ", ") }
}
