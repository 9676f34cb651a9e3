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
            remarks: Remarks(gaps: answer.gaps))
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

/// Alerts, counted by one property.
struct AlertSummary: ToolOutput, Remarked {
    let filter: AlertFilter
    let total: Int
    let property: AlertProperty
    let groups: TermCounts
    let remarks: Remarks

    static let structure = Structure<AlertSummary>(
        .init("total_alerts") { $0.total },
        .init("covers", isListed: false) { $0.filter.words },
        .init("group_by") { $0.property.rawValue },
        .init("groups") { $0.groups },
        .gaps
    )

    var text: String {
        (["\(total) alerts (\(filter.words))."] + remarks.gaps + ["By \(property.rawValue): \(groups.words)."]).joined(
            separator: "\n")
    }
}

/// All alerts of a period in figures.
struct AlertFigures: ToolOutput, Remarked {
    let filter: AlertFilter
    let interval: HistogramInterval
    let total: Int
    let levels: TermCounts
    let rules: [RuleCount]
    let agents: TermCounts
    let groups: TermCounts
    let times: [NamedCount]
    let remarks: Remarks
    /// The most characters of the text; nil for all.
    private var textLimit: Int?

    init(filter: AlertFilter, interval: HistogramInterval, _ answer: SearchAnswer) {
        self.filter = filter
        self.interval = interval
        total = answer.total
        levels = TermCounts(answer, "levels")
        rules = answer.buckets("rules").map { RuleCount($0) }
        agents = TermCounts(answer, "agents")
        groups = TermCounts(answer, "groups")
        times = answer.buckets("times").map { NamedCount(name: $0.key, count: $0.count) }
        remarks = Remarks(gaps: answer.gaps)
    }

    static let structure = Structure<AlertFigures>(
        .init("total_alerts") { $0.total },
        .init("covers", isListed: false) { $0.filter.words },
        .init("by_level") { $0.levels },
        .init("top_rules") { $0.rules },
        .init("by_agent") { $0.agents },
        .init("by_group") { $0.groups },
        .init("interval") { $0.interval.rawValue },
        .init("over_time") { $0.times },
        .gaps
    )

    static var canBeLong: Bool { true }

    func fitted(to limit: Int) -> AlertFigures {
        var fitted = self
        fitted.textLimit = limit
        return fitted
    }

    var text: String {
        var lines = ["\(total) alerts (\(filter.words))."] + remarks.gaps
        guard total > 0 else { return lines.joined(separator: "\n") }
        lines += ["By level: \(levels.words).", "By agent: \(agents.words).", "By group: \(groups.words).", "Rules:"]
        lines += rules.map(\.line)
        lines.append(
            "In steps of \(interval.rawValue): " + times.map { "\($0.name) \($0.count)" }.joined(separator: ", "))
        return ShortText.fit(lines, to: textLimit).joined(separator: "\n")
    }
}
