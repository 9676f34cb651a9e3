import Glibc
import JSON
import MCP
import WazuhIndexer

/// A rule that fired, with its score and who is involved.
struct Threat: Structured {
    let rule: RuleCount
    let score: Double
    let agentCount: Int
    let agents: [NamedCount]
    let sources: [NamedCount]
    let techniques: [Technique]
    let seen: SeenSpan

    /// What ``init(_:)`` reads of each rule.
    static let aggregations = JSONObject.merging(
        RuleDetails.aggregations, SeenSpan.aggregations, AgentSpread.aggregations, TechniqueNames.aggregations,
        [
            "level": ["max": ["field": "rule.level"]], "names": AlertProperty.agent.terms(5),
            "sources": AlertProperty.sourceIP.terms(3),
            "windows_sources": ["terms": ["field": "data.win.eventdata.ipAddress", "size": 3]],
            "techniques": AlertProperty.technique.terms(5),
        ])

    init(_ bucket: Bucket) {
        rule = RuleCount(bucket)
        agentCount = AgentSpread.count(bucket)
        score = Self.score(level: rule.level ?? 0, alerts: bucket.count, agents: agentCount)
        agents = bucket.buckets("names").map { NamedCount(name: $0.key, count: $0.count) }
        sources = (bucket.buckets("sources") + bucket.buckets("windows_sources"))
            .map { NamedCount(name: $0.key, count: $0.count) }
        let names = TechniqueNames.read(bucket)
        techniques = bucket.buckets("techniques").map { Technique(id: $0.key, name: names[$0.key]) }
        seen = SeenSpan(bucket)
    }

    static let formula =
        "score = 60 x level/15 + 20 x log10(1 + alerts)/4 + 20 x agents/10, each fraction at most 1; 100 is the most."

    /// 0…100, by ``formula``.
    static func score(level: Int, alerts: Int, agents: Int) -> Double {
        let severity = min(1, Double(level) / 15)
        let volume = min(1, log10(1 + Double(alerts)) / 4)
        let spread = min(1, Double(agents) / 10)
        return (60 * severity + 20 * volume + 20 * spread).tenths
    }

    static let structure = Structure<Threat>(
        .init("score") { $0.score },
        .init("rule_id") { $0.rule.id },
        .init("level") { $0.rule.level },
        .init("description") { $0.rule.description },
        .init("count") { $0.rule.count },
        .init("agent_count") { $0.agentCount },
        .init("agents") { $0.agents.map(\.name) },
        .init("sources") { $0.sources.map(\.name) },
        .init("techniques") { $0.techniques },
        .init("first_seen") { $0.seen.first },
        .init("last_seen") { $0.seen.last }
    )

    var lines: [String] {
        var details = ["    agents (\(agentCount)): \(agents.map(\.name).joined(separator: ", "))"]
        if !sources.isEmpty { details.append("sources \(sources.map(\.name).joined(separator: ", "))") }
        if !techniques.isEmpty { details.append("techniques \(techniques.map(\.words).joined(separator: ", "))") }
        details.append(seen.words)
        return [
            "  \(score) rule \(rule.id) (level \(rule.level.map { String($0) } ?? "?")), \(rule.count) alerts: \(rule.description ?? "")",
            details.joined(separator: "; "),
        ]
    }
}

/// The rules of a period, the gravest first.
struct TopThreats: ToolOutput {
    let filter: AlertFilter
    let total: Int
    let threats: [Threat]
    /// Alerts of rules that are not shown.
    let others: Int
    let gaps: [String]

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
            .sorted { ($0.score, $0.rule.count, $1.rule.id) > ($1.score, $1.rule.count, $0.rule.id) }
        threats = Array(all.prefix(top))
        // Each alert has one rule.
        others = max(0, total - threats.reduce(0) { $0 + $1.rule.count })
        gaps = answer.gaps
    }

    static let structure = Structure<TopThreats>(
        .init("total_alerts") { $0.total },
        .init("covers", isListed: false) { $0.filter.words },
        .init("formula") { _ in Threat.formula },
        .init("threats") { $0.threats },
        .init("others", "Alerts of rules not shown.") { $0.others },
        .init("gaps", isListed: false) { $0.gaps.isEmpty ? nil : $0.gaps },
        .init("untrusted_data", isListed: false) { _ in true }
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
        gaps = whole.gaps
    }

    var text: String {
        guard total > 0 else { return (["No alerts match (\(filter.words))."] + gaps).joined(separator: "\n") }
        let shown =
            "\(total) alerts (\(filter.words)); the \(threats.count) gravest rules, \(others) alerts are of other rules."
        return ([shown] + gaps + [Threat.formula, UntrustedData.warning] + threats.flatMap(\.lines)).joined(
            separator: "\n")
    }
}
