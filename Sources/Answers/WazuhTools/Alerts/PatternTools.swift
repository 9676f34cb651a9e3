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
    }
]
