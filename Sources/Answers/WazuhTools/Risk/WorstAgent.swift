import JSON
import MCP
import WazuhIndexer

/// The agent whose alerts look most like a break-in, which a mean over many agents would hide.
struct WorstAgent: Structured {
    let id: String
    let name: String
    /// Different rules of level 15 and above that fired on it.
    let criticalRules: Int
    /// Different rules of level 12 to 14.
    let highRules: Int

    /// Different rules and not alerts count: one rule that repeats is noise more often than a break-in.
    static let formula =
        "50 x different rules of level 15 and above + 30 x different rules of level 12 to 14 that fired on it "
        + "(vulnerability detection aside, which has a part of its own), at most 100"

    /// 0…100.
    var risk: Double { min(100, 50 * Double(criticalRules) + 30 * Double(highRules)) }

    static let structure = Structure<WorstAgent>(
        .init("agent_id") { $0.id },
        .init("agent_name") { $0.name },
        .init("risk") { $0.risk },
        .init("rules_of_level_15_and_above") { $0.criticalRules },
        .init("rules_of_level_12_to_14") { $0.highRules },
        .init("formula") { _ in formula }
    )

    var line: String {
        "  worst agent: \(id) \(name), risk \(risk): \(criticalRules) different rules of level 15 and above, "
            + "\(highRules) of level 12 to 14. Risk = \(Self.formula)."
    }

    /// More agents than have grave alerts in all but an outbreak; those of the highest levels come first.
    private static let mostAgents = 500

    /// What ``init(_:)`` reads.
    static let aggregations: JSONObject = [
        "grave": [
            "filter": [
                "bool": [
                    "filter": [
                        ["range": ["rule.level": ["gte": .integer(Int64(SeverityBand.high.levels.lowerBound))]]]
                    ],
                    "must_not": [["term": ["rule.groups": "vulnerability-detector"]]],
                ]
            ],
            "aggs": [
                "agents": [
                    "terms": [
                        "field": "agent.id", "size": .integer(Int64(mostAgents)),
                        "order": [["level": "desc"], ["rules": "desc"], ["_key": "asc"]],
                    ],
                    "aggs": [
                        "level": ["max": ["field": "rule.level"]], "rules": ["cardinality": ["field": "rule.id"]],
                        "names": AlertProperty.agent.terms(1),
                        "critical": [
                            "filter": [
                                "range": [
                                    "rule.level": ["gte": .integer(Int64(SeverityBand.critical.levels.lowerBound))]
                                ]
                            ],
                            "aggs": ["rules": ["cardinality": ["field": "rule.id"]]],
                        ],
                    ],
                ]
            ],
        ]
    ]

    /// Finds the worst of the agents that have alerts of level 12 or above; nil when none has.
    init?(_ answer: SearchAnswer) {
        let buckets = answer.aggregation("grave")?["agents"].map { Bucket.all(in: $0) } ?? []
        guard let worst = buckets.map({ WorstAgent($0) }).max(by: { $0.risk < $1.risk }) else { return nil }
        self = worst
    }

    /// What the reader must know where there were too many agents to look at; nil else.
    static func gap(_ answer: SearchAnswer) -> String? {
        let others = answer.aggregation("grave")?["agents"]?["sum_other_doc_count"]?.int ?? 0
        return others > 0
            ? "The worst agent is that of the \(mostAgents) with alerts of the highest levels; more have such alerts."
            : nil
    }

    private init(_ bucket: Bucket) {
        id = bucket.key
        name = bucket.buckets("names").first?.key ?? ""
        criticalRules = bucket.aggregation("critical")?["rules"]?["value"]?.int ?? 0
        highRules = max(0, (bucket.aggregation("rules")?["value"]?.int ?? 0) - criticalRules)
    }
}
