/// Rule levels in the bands that Wazuh's dashboard shows.
enum SeverityBand: String, CaseIterable {
    case low, medium, high, critical

    init(level: Int) {
        switch level {
        case ..<7: self = .low
        case ..<12: self = .medium
        case ..<15: self = .high
        default: self = .critical
        }
    }

    /// The levels of the band.
    var levels: ClosedRange<Int> {
        switch self {
        case .low: 0...6
        case .medium: 7...11
        case .high: 12...14
        case .critical: 15...16
        }
    }

    var words: String { "\(rawValue) (\(levels.lowerBound)-\(levels.upperBound))" }
}
