import Encodings
import JSON
import MCP
import Upstream
import WazuhIndexer
import WazuhManager

let mitreTools: [WazuhTool] = [
    WazuhTool(
        "get_mitre_coverage", title: "ATT&CK coverage",
        "Count the MITRE ATT&CK tactics and techniques that alerts of a period name, against those that the rules can detect.",
        .reads, scope: .read,
        .optional(Argument<AgentID>.agentID("Alerts of this agent.")),
        .integer("top", "Techniques to show.", in: 1...200, default: 30), .timeRange(from: "now-7d")
    ) { wazuh, agent, top, requested in
        var filter = AlertFilter(range: try requested.resolved(now: wazuh.now()))
        filter.agent = agent
        async let rules = wazuh.rulesOrProblem()
        let answer = try await wazuh.indexer.aggregate(filter, TechniqueCoverage.aggregations)
        return await TechniqueCoverage(filter: filter, answer, rules: rules, top: top)
    }
]

extension WazuhContext {
    /// All rules that are enabled, or why there are none: what alerts say is worth showing without them.
    fileprivate func rulesOrProblem() async -> Result<[Rule], WazuhError> {
        do throws(WazuhError) {
            return .success(try await manager.rulesForCounting().items.filter(\.isEnabled))
        } catch {
            return .failure(error)
        }
    }
}

/// An ATT&CK technique that alerts name.
struct SeenTechnique: Structured {
    let technique: Technique
    let alerts: Int
    let highestLevel: Int?
    /// How many enabled rules name it; nil when the rules are not known.
    let rules: Int?

    static let structure = Structure<SeenTechnique>(
        .init("id") { $0.technique.id },
        .init("name") { $0.technique.name },
        .init("alerts") { $0.alerts },
        .init("highest_level") { $0.highestLevel },
        .init("rules") { $0.rules }
    )

    var words: String {
        let rules = rules.map { $0 == 0 ? ", no rule of this manager" : "" } ?? ""
        return "\(technique.words) \(alerts)\(highestLevel.map { " (level \($0)\(rules))" } ?? "")"
    }
}

/// Which ATT&CK techniques alerts name, and which the rules could.
struct TechniqueCoverage: ToolOutput, Remarked {
    /// More than there are techniques.
    private static let mostTechniques = 2_000

    let filter: AlertFilter
    let total: Int
    let withTechnique: Int
    let tactics: TermCounts
    let seen: [SeenTechnique]
    /// Techniques that enabled rules name; nil when the rules are not known.
    let detectable: Int?
    let seenOfDetectable: Int?
    let unseen: [String]
    let top: Int
    let remarks: Remarks

    static let aggregations: JSONObject = [
        "with_technique": ["filter": ["exists": ["field": "rule.mitre.id"]]],
        // The lists of techniques and tactics of an alert do not match by position: each is counted by itself.
        "tactics": .terms(of: "rule.mitre.tactic", 50),
        "techniques": .terms(
            of: "rule.mitre.id", mostTechniques,
            with: .merging(["level": ["max": ["field": "rule.level"]]], TechniqueNames.aggregations)),
    ]

    init(filter: AlertFilter, _ answer: SearchAnswer, rules: Result<[Rule], WazuhError>, top: Int) {
        self.filter = filter
        self.top = top
        total = answer.total
        withTechnique = answer.aggregation("with_technique")?["doc_count"]?.int ?? 0
        tactics = TermCounts(answer, "tactics")
        var gaps = answer.gaps
        var named: [ExactText: Int]?
        switch rules {
        case .success(let rules):
            named = rules.reduce(into: [:]) { counts, rule in
                for technique in Set(rule.mitre.map { ExactText($0) }) { counts[technique, default: 0] += 1 }
            }
        case .failure(let error): gaps.append("What the rules can detect is missing: \(error)")
        }
        let seen = answer.buckets("techniques").map { bucket in
            let id = ExactText(bucket.key)
            return SeenTechnique(
                technique: Technique(id: bucket.key, name: TechniqueNames.read(bucket)[id]),
                alerts: bucket.count,
                highestLevel: bucket.aggregation("level")?["value"]?.int,
                rules: named.map { $0[id] ?? 0 })
        }
        self.seen = seen
        let ids = Set(seen.map { ExactText($0.technique.id) })
        detectable = named?.count
        seenOfDetectable = named.map { $0.keys.count { ids.contains($0) } }
        unseen = named.map { $0.keys.filter { !ids.contains($0) }.sorted().map(\.string) } ?? []
        remarks = Remarks(gaps: gaps)
    }

    static let structure = Structure<TechniqueCoverage>(
        .init("total_alerts") { $0.total },
        .init("alerts_with_technique") { $0.withTechnique },
        .init("covers", isListed: false) { $0.filter.words },
        .init("tactics") { $0.tactics },
        .init("techniques_seen") { $0.seen.count },
        .init("techniques_detectable") { $0.detectable },
        .init("detectable_seen") { $0.seenOfDetectable },
        .init("techniques") { Array($0.seen.prefix($0.top)) },
        .init("detectable_unseen") { $0.unseen },
        .gaps
    )

    var text: String {
        var lines = ["\(withTechnique) of \(total) alerts name an ATT&CK technique (\(filter.words))."] + remarks.gaps
        if withTechnique > 0 {
            lines.append("Tactics (an alert can have several): \(tactics.words).")
            let more = seen.count > top ? "; \(seen.count - top) more with a larger top" : ""
            lines.append(
                "Techniques seen (\(seen.count)), alerts: \(seen.prefix(top).map(\.words).joined(separator: ", "))\(more)."
            )
        }
        if let detectable, let seenOfDetectable {
            let shown = unseen.prefix(100)
            let more = unseen.count > shown.count ? " and \(unseen.count - shown.count) more" : ""
            lines.append(
                "Enabled rules name \(detectable) techniques, \(seenOfDetectable) of them seen. Not seen means no alert, "
                    + "not that nothing happened; sub-techniques count by themselves.")
            if !shown.isEmpty { lines.append("Not seen: \(shown.joined(separator: ", "))\(more).") }
        }
        return lines.joined(separator: "\n")
    }
}
