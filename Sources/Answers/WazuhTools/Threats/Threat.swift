import Encodings
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
        techniques = bucket.buckets("techniques").map { Technique(id: $0.key, name: names[ExactText($0.key)]) }
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
