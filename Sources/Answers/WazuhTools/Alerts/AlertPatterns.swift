import Encodings
import FoundationEssentials
import JSON
import MCP
import WazuhIndexer

/// A stretch of time in which a rule fired far more often than it usually does.
struct Burst: Structured {
    let ruleID: String
    let description: String
    let start: String
    let count: Int
    /// The rule's alerts a step over the whole period.
    let mean: Double

    static let structure = Structure<Burst>(
        .init("rule_id") { $0.ruleID },
        .init("description") { $0.description },
        .init("start") { $0.start },
        .init("count") { $0.count },
        .init("mean") { $0.mean.tenths }
    )

    var line: String { "  \(start): \(count) x rule \(ruleID), \(mean.tenths) on average: \(description)" }
}

/// A source whose alerts come from several agents.
struct SpreadSource: Structured {
    let source: String
    let agentCount: Int
    let count: Int
    let agents: [String]
    let seen: SeenSpan

    /// Sources ordered by how many agents they hit.
    static func aggregation(_ field: String) -> JSON {
        [
            "terms": [
                "field": .string(field), "size": 50, "shard_size": 2_000,
                "order": [["agents": "desc"], ["_count": "desc"], ["_key": "asc"]],
            ],
            "aggs": .object(
                .merging(AgentSpread.aggregations, SeenSpan.aggregations, ["names": AlertProperty.agent.terms(5)])),
        ]
    }

    init(_ bucket: Bucket) {
        source = bucket.key
        agentCount = AgentSpread.count(bucket)
        count = bucket.count
        agents = bucket.buckets("names").map(\.key)
        seen = SeenSpan(bucket)
    }

    static let structure = Structure<SpreadSource>(
        .init("source") { $0.source },
        .init("agent_count") { $0.agentCount },
        .init("count") { $0.count },
        .init("agents") { $0.agents },
        .init("first_seen") { $0.seen.first },
        .init("last_seen") { $0.seen.last }
    )

    var line: String {
        "  \(source): \(agentCount) agents, \(count) alerts; \(agents.joined(separator: ", ")); \(seen.words)"
    }
}

/// What repeats, bursts and spreads among the alerts of a period.
struct AlertPatterns: ToolOutput, Remarked {
    let filter: AlertFilter
    let interval: HistogramInterval
    let leastCount: Int
    let total: Int
    let rules: [RuleCount]
    let bursts: [Burst]
    let sources: [SpreadSource]
    let logons: [LogonPattern]
    let remarks: Remarks

    /// Bursts are looked for in this many rules, the most frequent ones.
    private static let mostRules = 100
    /// A burst has more than this many times the mean.
    private static let factor = 3.0

    static func aggregations(_ interval: HistogramInterval) -> JSONObject {
        let steps: JSON = [
            "date_histogram": [
                "field": "timestamp", "fixed_interval": .string(interval.rawValue), "min_doc_count": 1,
            ]
        ]
        return [
            "rules": AlertProperty.rule.terms(mostRules, with: .merging(RuleDetails.aggregations, ["steps": steps])),
            "sources": SpreadSource.aggregation("data.srcip"),
            "windows_sources": SpreadSource.aggregation("data.win.eventdata.ipAddress"),
            "source_count": ["cardinality": ["field": "data.srcip"]],
            "logons": LogonPattern.aggregation(user: "data.dstuser", source: "data.srcip"),
            "windows_logons": LogonPattern.aggregation(
                user: "data.win.eventdata.targetUserName", source: "data.win.eventdata.ipAddress"),
        ]
    }

    init(filter: AlertFilter, interval: HistogramInterval, leastCount: Int, top: Int, _ answer: SearchAnswer) {
        self.filter = filter
        self.interval = interval
        self.leastCount = leastCount
        total = answer.total
        let buckets = answer.buckets("rules")
        let repeating = buckets.filter { $0.count >= leastCount }
        rules = repeating.prefix(top).map { RuleCount($0) }
        let steps = max(1, filter.range.end.timeIntervalSince(filter.range.start) / interval.seconds)
        let bursts = repeating.flatMap { Self.bursts(of: $0, steps: steps, leastCount: leastCount) }
            .sorted { Double($0.count) / $0.mean > Double($1.count) / $1.mean }
        self.bursts = Array(bursts.prefix(top))
        let spread = (answer.buckets("sources") + answer.buckets("windows_sources")).map { SpreadSource($0) }
            .filter { $0.agentCount > 1 }
            .sorted {
                ($0.agentCount, $0.count, ExactText($1.source)) > ($1.agentCount, $1.count, ExactText($0.source))
            }
        sources = Array(spread.prefix(top))
        let logons = [answer.aggregation("logons"), answer.aggregation("windows_logons")]
            .flatMap { LogonPattern.all(in: $0, leastFailures: leastCount) }
            .sorted { ($0.failures, ExactText($1.user)) > ($1.failures, ExactText($0.user)) }
        self.logons = Array(logons.prefix(top))
        var notes = answer.gaps
        func note(_ shown: Int, of found: Int, _ what: String) {
            if found > shown { notes.append("\(found - shown) more \(what) are not shown: raise top or min_count.") }
        }
        note(rules.count, of: repeating.count, "repeating rules")
        note(self.bursts.count, of: bursts.count, "bursts")
        note(sources.count, of: spread.count, "sources")
        note(self.logons.count, of: logons.count, "accounts")
        let unseen = TermCounts(answer, "rules").others
        if unseen > 0 {
            notes.append(
                "\(unseen) alerts are of rules behind the \(Self.mostRules) most frequent: not looked at for bursts.")
        }
        if let count = answer.aggregation("source_count")?["value"]?.int, count > 2_000 {
            notes.append("About \(count) sources: their ranking is approximate.")
        }
        remarks = Remarks(notes: notes, isUntrusted: true)
    }

    private static func bursts(of rule: Bucket, steps: Double, leastCount: Int) -> [Burst] {
        let mean = Double(rule.count) / steps
        return rule.buckets("steps").filter { $0.count >= leastCount && Double($0.count) > factor * mean }.map { step in
            Burst(
                ruleID: rule.key, description: RuleDetails.description(rule) ?? "",
                start: step.key.replacing(".000Z", with: "Z"), count: step.count,
                mean: mean)
        }
    }

    private var burstRule: String {
        "in steps of \(interval.rawValue): at least \(leastCount) alerts and more than 3 times the rule's mean a step over the period"
    }

    static let structure = Structure<AlertPatterns>(
        .init("total_alerts") { $0.total },
        .init("covers", isListed: false) { $0.filter.words },
        .init("repeating_rules") { $0.rules },
        .init("burst_rule") { $0.burstRule },
        .init("bursts") { $0.bursts },
        .init("spread_sources") { $0.sources },
        .init("failed_then_succeeded") { $0.logons },
        .notes,
        .untrustedData
    )

    var text: String {
        var lines = ["\(total) alerts (\(filter.words))."] + remarks.notes
        guard total > 0 else { return lines.joined(separator: "\n") }
        lines += remarks.warning
        lines += ["Rules that fired at least \(leastCount) times:"] + Self.listed(rules.map(\.line))
        lines += ["Bursts (\(burstRule)):"] + Self.listed(bursts.map(\.line))
        lines += ["Sources that hit more than one agent:"] + Self.listed(sources.map(\.line))
        lines +=
            [
                "Accounts with at least \(leastCount) failed logins and a later success from one source (the \(LogonPattern.mostUsers) busiest accounts):"
            ]
            + Self.listed(logons.map(\.line))
        return lines.joined(separator: "\n")
    }

    private static func listed(_ lines: [String]) -> [String] { lines.isEmpty ? ["  none"] : lines }
}
