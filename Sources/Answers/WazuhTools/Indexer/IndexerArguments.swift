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

    static var ruleID: Self {
        .string("rule_id", "Alerts of this rule.", expected: "a rule id of digits", pattern: "^[0-9]{1,6}$", longest: 6)
        { text in
            text.utf8.allSatisfy { (0x30...0x39).contains($0) } && !text.isEmpty ? text : nil
        }
    }
}

/// Which alerts a call is about, but for the time.
struct AlertSelection: Sendable, Hashable {
    var agent: AgentID?
    var ruleID: String?
    var group: String?
    var leastLevel: Int?
    var mostLevel: Int?

    func filter(_ range: TimeRange) throws(ToolInputError) -> AlertFilter {
        if let leastLevel, let mostLevel, leastLevel > mostLevel {
            throw ToolInputError("min_level: must not be above max_level")
        }
        var filter = AlertFilter(range: range)
        filter.agent = agent
        filter.ruleIDs = ruleID.map { [$0] } ?? []
        filter.groups = group.map { [$0] } ?? []
        filter.leastLevel = leastLevel
        filter.mostLevel = mostLevel
        return filter
    }
}

extension Argument where Value == AlertSelection {
    static var alertSelection: Self {
        .group(
            .optional(Argument<AgentID>.agentID("Alerts of this agent.")), .optional(Argument<String>.ruleID),
            .optional(Argument<String>.text("rule_group", "Alerts whose rule is in this group.", longest: 128)),
            .optional(Argument<Int>.integer("min_level", "Rule level at least.", in: 0...16)),
            .optional(Argument<Int>.integer("max_level", "Rule level at most.", in: 0...16))
        ) { agent, rule, group, least, most in
            AlertSelection(agent: agent, ruleID: rule, group: group, leastLevel: least, mostLevel: most)
        }
    }
}
