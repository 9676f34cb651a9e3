import Encodings
import JSON
import MCP
import Upstream
import WazuhIndexer

let topThreatTools: [WazuhTool] = [
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
    }
]

/// The rules of a period, the gravest first.
struct TopThreats: ToolOutput, Remarked {
    let filter: AlertFilter
    let total: Int
    let threats: [Threat]
    /// Alerts of rules that are not shown.
    let others: Int
    let remarks: Remarks

    /// Rules of high levels come first, so that a rare grave one is not lost behind many harmless ones.
    static let aggregations: JSONObject = [
        "rules": [
            "terms": [
                "field": "rule.id", "size": 300, "shard_size": 1_000,
                "order": [["level": "desc"], ["_count": "desc"], ["_key": "asc"]],
            ], "aggs": .object(Threat.aggregations),
        ]
    ]

    init(filter: AlertFilter, top: Int, _ answer: SearchAnswer) {
        self.filter = filter
        total = answer.total
        let all = answer.buckets("rules").map { Threat($0) }
            .sorted {
                ($0.score, $0.rule.count, ExactText($1.rule.id)) > ($1.score, $1.rule.count, ExactText($0.rule.id))
            }
        threats = Array(all.prefix(top))
        // Each alert has one rule.
        others = max(0, total - threats.reduce(0) { $0 + $1.rule.count })
        remarks = Remarks(gaps: answer.gaps, isUntrusted: true)
    }

    static let structure = Structure<TopThreats>(
        .init("total_alerts") { $0.total },
        .init("covers", isListed: false) { $0.filter.words },
        .init("formula") { _ in Threat.formula },
        .init("threats") { $0.threats },
        .init("others", "Alerts of rules not shown.") { $0.others },
        .gaps,
        .untrustedData
    )

    static var canBeLong: Bool { true }

    func fitted(to limit: Int) -> TopThreats {
        var fitted = self
        while fitted.text.unicodeScalars.count > limit, !fitted.threats.isEmpty {
            fitted = TopThreats(fitted, keeping: fitted.threats.count - 1)
        }
        return fitted
    }

    private init(_ whole: TopThreats, keeping count: Int) {
        filter = whole.filter
        total = whole.total
        threats = Array(whole.threats.prefix(count))
        others = total - threats.reduce(0) { $0 + $1.rule.count }
        remarks = whole.remarks
    }

    var text: String {
        guard total > 0 else { return (["No alerts match (\(filter.words))."] + remarks.gaps).joined(separator: "\n") }
        let shown =
            "\(total) alerts (\(filter.words)); the \(threats.count) gravest rules, \(others) alerts are of other rules."
        return ([shown] + remarks.gaps + [Threat.formula] + remarks.warning + threats.flatMap(\.lines)).joined(
            separator: "\n")
    }
}
