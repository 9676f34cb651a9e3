import FoundationEssentials
import JSON
import MCP
import Upstream
import WazuhIndexer
import WazuhManager

/// A time range as a caller wrote it; the moment of the call resolves it.
struct RequestedRange: Sendable, Hashable {
    let start: String
    let end: String

    /// - Throws: ``ToolInputError`` when the end does not come after the start.
    func resolved(now: Date) throws(ToolInputError) -> TimeRange {
        guard let range = TimeRange(from: start, to: end, now: now) else {
            throw ToolInputError("time_from: must be a moment before time_to")
        }
        return range
    }
}

extension Argument where Value == RequestedRange {
    /// `time_from` and `time_to`.
    /// - Parameter start: where the range begins when the caller does not say, for example `now-24h`.
    /// - Returns: an argument group.
    static func timeRange(from start: String = "now-24h") -> Self {
        let from = Argument<String>.moment("time_from", "Begin: ISO 8601 with zone, or now-24h.")
        let to = Argument<String>.moment("time_to", "End, likewise.")
        return .group(
            .defaulted(from, to: start, shownAs: JSON.string(start)),
            .defaulted(to, to: "now", shownAs: JSON.string("now"))
        ) { start, end in RequestedRange(start: start, end: end) }
    }
}

extension Argument where Value == String {
    static func moment(_ name: String, _ description: String) -> Self {
        .string(
            name, description,
            expected: "ISO 8601 with a zone such as 2026-03-31T08:00:00Z, a day, or now-24h (s, m, h, d, w)",
            longest: 40
        ) { text in Moment.read(text, now: .now) == nil ? nil : text }
    }
}
