import JSON
import Wazuh

/// Alerts counted by bands of their level.
struct AlertBands: Sendable, Hashable {
    private let counts: [SeverityBand: Int]

    /// A count for each band, in their order.
    static let aggregation: JSON = [
        "filters": [
            "filters": .array(
                SeverityBand.allCases.map { band in
                    [
                        "range": [
                            "rule.level": [
                                "gte": .integer(Int64(band.levels.lowerBound)),
                                "lte": .integer(Int64(band.levels.upperBound)),
                            ]
                        ]
                    ]
                })
        ]
    ]

    /// - Parameter buckets: of ``aggregation``.
    init(_ buckets: [Bucket]) {
        counts = Dictionary(zip(SeverityBand.allCases, buckets.map(\.count))) { first, _ in first }
    }

    subscript(_ band: SeverityBand) -> Int { counts[band] ?? 0 }

    /// Gravest first.
    var words: String { SeverityBand.allCases.reversed().map { "\($0.words) \(self[$0])" }.joined(separator: ", ") }
}

/// Vulnerabilities counted by severity; each is one CVE in one package of one agent.
struct VulnerabilityCounts: Sendable {
    let total: Int
    let agentCount: Int
    let gaps: [String]
    private let counts: [String: Int]

    static let severities = ["Critical", "High", "Medium", "Low"]

    static func read(_ indexer: WazuhIndexer, agent: AgentID?) async throws(WazuhError) -> VulnerabilityCounts {
        let query: JSON = agent.map { ["term": ["agent.id": .string($0.description)]] } ?? ["match_all": [:]]
        let answer = try await indexer.search(
            .vulnerabilities,
            [
                "query": query, "size": 0, "track_total_hits": true,
                "aggs": [
                    "severities": ["terms": ["field": "vulnerability.severity", "size": 20]],
                    "machines": ["cardinality": ["field": "agent.id"]],
                ],
            ])
        return VulnerabilityCounts(answer)
    }

    private init(_ answer: SearchAnswer) {
        total = answer.total
        agentCount = answer.aggregation("machines")?["value"]?.int ?? 0
        counts = Dictionary(answer.buckets("severities").map { ($0.key, $0.count) }) { $0 + $1 }
        gaps = answer.gaps
    }

    subscript(_ severity: String) -> Int { counts[severity] ?? 0 }

    var others: Int { total - Self.severities.reduce(0) { $0 + self[$1] } }

    var words: String {
        (Self.severities.map { "\($0.lowercased()) \(self[$0])" } + ["without severity \(others)"]).joined(
            separator: ", ")
    }
}
