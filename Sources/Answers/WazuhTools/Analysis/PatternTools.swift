import JSON
import MCP
import Upstream
import WazuhIndexer
import WazuhManager

let patternTools: [WazuhTool] = [
    WazuhTool(
        "analyze_alert_patterns", title: "Patterns in alerts",
        """
        Find patterns over all alerts of a period: rules that repeat, bursts, sources that hit several agents, accounts that \
        fail to log in and then succeed. Counted by the indexer, no alert is left out.
        """,
        .reads, scope: .read,
        .alertSelection,
        .integer("min_count", "Least alerts of a rule, burst or failing account.", in: 2...100_000, default: 10),
        .integer("top", "Entries of each kind.", in: 1...50, default: 10), .timeRange()
    ) { wazuh, selection, leastCount, top, requested in
        let range = try requested.resolved(now: wazuh.now())
        let filter = try selection.filter(range)
        let interval = HistogramInterval(for: range)
        let answer = try await wazuh.indexer.aggregate(filter, AlertPatterns.aggregations(interval))
        return AlertPatterns(filter: filter, interval: interval, leastCount: leastCount, top: top, answer)
    },
    WazuhTool(
        "get_top_security_threats", title: "Top threats",
        """
        Rank the rules that fired in a period by a stated score of level, volume and spread over agents, with agents, sources, \
        techniques, first and last seen. Counted by the indexer over all alerts.
        """,
        .reads, scope: .read,
        .optional(Argument<AgentID>.agentID("Alerts of this agent.")),
        .integer("min_level", "Rule level at least.", in: 0...16, default: 7),
        .integer("top", "Threats to show.", in: 1...50, default: 10), .timeRange()
    ) { wazuh, agent, leastLevel, top, requested in
        var filter = AlertFilter(range: try requested.resolved(now: wazuh.now()))
        filter.agent = agent
        filter.leastLevel = leastLevel
        let answer = try await wazuh.indexer.aggregate(filter, TopThreats.aggregations)
        return TopThreats(filter: filter, top: top, answer)
    },
]
