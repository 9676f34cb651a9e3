import JSON
import MCP
import Upstream
import WazuhIndexer

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

extension Argument where Value == String {
    static var ruleID: Self {
        .string("rule_id", "Alerts of this rule.", expected: "a rule id of digits", pattern: "^[0-9]{1,6}$", longest: 6)
        { text in
            text.utf8.allSatisfy { (0x30...0x39).contains($0) } && !text.isEmpty ? text : nil
        }
    }
}
