import JSON
import MCP
import WazuhIndexer

let alertCountTools: [WazuhTool] = [
    WazuhTool(
        "get_wazuh_alert_summary", title: "Summary of alerts",
        "Count all alerts of a period, grouped by one property, most frequent first.",
        .reads, scope: .read,
        .alertSelection, .choice("group_by", "Property to group by.", default: AlertProperty.level),
        .integer("top", "Groups to show.", in: 1...200, default: 20), .timeRange()
    ) { wazuh, selection, property, top, requested in
        let filter = try selection.filter(requested.resolved(now: wazuh.now()))
        let answer = try await wazuh.indexer.aggregate(filter, ["groups": property.terms(top)])
        return AlertSummary(
            filter: filter, total: answer.total, property: property, groups: TermCounts(answer, "groups"),
            gaps: answer.gaps)
    },
    WazuhTool(
        "get_alerts_aggregated", title: "Alerts in figures",
        "Show all alerts of a period in figures: by level, rule, agent, group and over time. Exact counts, no alert is left out.",
        .reads, scope: .read,
        .alertSelection, .integer("top", "Rules, agents and groups to show.", in: 1...100, default: 10), .timeRange()
    ) { wazuh, selection, top, requested in
        let range = try requested.resolved(now: wazuh.now())
        let filter = try selection.filter(range)
        let interval = HistogramInterval(for: range)
        let answer = try await wazuh.indexer.aggregate(
            filter,
            [
                "levels": AlertProperty.level.terms(17),
                "rules": AlertProperty.rule.terms(top, with: RuleDetails.aggregations),
                "agents": AlertProperty.agent.terms(top), "groups": AlertProperty.group.terms(top),
                "times": interval.aggregation,
            ])
        return AlertFigures(filter: filter, interval: interval, answer)
    },
]
