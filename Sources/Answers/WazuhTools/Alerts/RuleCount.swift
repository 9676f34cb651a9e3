import JSON
import MCP
import WazuhIndexer

/// A rule with how often it fired.
struct RuleCount: Structured {
    let id: String
    let count: Int
    let level: Int?
    let description: String?

    init(_ bucket: Bucket) {
        id = bucket.key
        count = bucket.count
        level = RuleDetails.level(bucket)
        description = RuleDetails.description(bucket)
    }

    static let structure = Structure<RuleCount>(
        .init("rule_id") { $0.id },
        .init("count") { $0.count },
        .init("level") { $0.level },
        .init("description") { $0.description }
    )

    var line: String { "  \(count) x rule \(id) (level \(level.map { String($0) } ?? "?")): \(description ?? "")" }
}

/// What is shown of a rule beside its id.
enum RuleDetails {
    /// The newest alert's: descriptions name what an alert is about, and an unsorted one would change with every question.
    static let aggregations: JSONObject = [
        "sample": [
            "top_hits": [
                "size": 1, "_source": ["rule.description", "rule.level"], "sort": WazuhIndexer.newestFirst,
            ]
        ]
    ]

    static func description(_ bucket: Bucket) -> String? { rule(bucket)?["description"]?.string }
    static func level(_ bucket: Bucket) -> Int? { rule(bucket)?["level"]?.int }

    private static func rule(_ bucket: Bucket) -> JSONView? {
        var found: JSONView?
        bucket.aggregation("sample")?["hits"]?["hits"]?.forEachElement { found = found ?? $0["_source"]?["rule"] }
        return found
    }
}
