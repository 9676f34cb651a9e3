package import FoundationEssentials
import JSON

/// A stretch of time, resolved to two moments when the call begins so that all parts of a result cover the same.
package struct TimeRange: Sendable, Hashable {
    package let start: Date
    package let end: Date

    /// Nil when either text is neither, or the end does not come after the start.
    /// - Parameters:
    ///   - start: ISO 8601 with a zone, or date mathematics such as `now-24h`.
    ///   - end: the same; `now` by default.
    ///   - now: the time of the call.
    package init?(from start: String, to end: String = "now", now: Date) {
        guard let start = Moment.read(start, now: now), let end = Moment.read(end, now: now), start < end else {
            return nil
        }
        self.start = start
        self.end = end
    }

    package init(start: Date, end: Date) {
        self.start = start
        self.end = end
    }

    /// The limits of a condition on a date field.
    var limits: JSON {
        ["gte": .string(Self.text(start)), "lt": .string(Self.text(end)), "format": "strict_date_optional_time"]
    }

    /// The range for people, UTC.
    package var words: String { "\(start.formatted(.iso8601)) to \(end.formatted(.iso8601))" }

    private static func text(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

/// Moments as callers write them.
package enum Moment {
    private static let seconds: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]

    /// Reads ISO 8601 with a zone, a plain day (midnight UTC), or `now` with a difference such as `now-7d`.
    /// - Returns: nil for anything else, and for what lies outside the years 2000 to 2100.
    package static func read(_ text: String, now: Date) -> Date? {
        guard text.utf8.count <= 64,
            let date = text.hasPrefix("now") ? relative(text.dropFirst(3), now) : absolute(text)
        else { return nil }
        return (946_684_800.0..<4_102_444_800).contains(date.timeIntervalSince1970) ? date : nil
    }

    private static func relative(_ difference: Substring, _ now: Date) -> Date? {
        guard !difference.isEmpty else { return now }
        guard let sign = difference.first, "+-".contains(sign), let unit = difference.last, let length = seconds[unit],
            let count = Int(difference.dropFirst().dropLast()), (0...100_000).contains(count)
        else { return nil }
        return now.addingTimeInterval((sign == "-" ? -1 : 1) * Double(count) * length)
    }

    private static func absolute(_ text: String) -> Date? {
        if text.utf8.count == 10 { return try? Date("\(text)T00:00:00Z", strategy: .iso8601) }
        let hasFraction = text.contains(".")
        return try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: hasFraction))
    }
}
