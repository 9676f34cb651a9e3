import JSON
import MCP
import WazuhIndexer

/// A property of alerts that counts are grouped by.
enum AlertProperty: String, CaseIterable {
    case level = "rule.level"
    case rule = "rule.id"
    case group = "rule.groups"
    case agent = "agent.name"
    case agentID = "agent.id"
    case sourceIP = "data.srcip"
    case destinationUser = "data.dstuser"
    case technique = "rule.mitre.id"
    case tactic = "rule.mitre.tactic"
    case decoder = "decoder.name"
    case location = "location"

    /// The counting of this property's values.
    /// - Parameters:
    ///   - top: how many values.
    ///   - inner: what to find out of each.
    /// - Returns: an aggregation.
    func terms(_ top: Int, with inner: JSONObject = [:]) -> JSON { .terms(of: rawValue, top, with: inner) }
}

extension JSON {
    /// The counting of a field's values, the most frequent first.
    /// - Parameters:
    ///   - field: a field of whole values or numbers.
    ///   - top: how many values.
    ///   - inner: what to find out of each.
    /// - Returns: an aggregation.
    static func terms(of field: String, _ top: Int, with inner: JSONObject = [:]) -> JSON {
        var aggregation: JSONObject = [
            // A larger shard size makes the counts of the shown values exact in nearly all cases.
            "terms": [
                "field": .string(field), "size": .integer(Int64(top)),
                "shard_size": .integer(Int64(max(500, top * 10))),
                "order": [["_count": "desc"], ["_key": "asc"]],
            ]
        ]
        if !inner.isEmpty { aggregation["aggs"] = .object(inner) }
        return .object(aggregation)
    }
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

/// Values with their counts, and how sure the counts are.
struct TermCounts: Structured {
    let counts: [NamedCount]
    /// Documents whose value is not among those shown.
    let others: Int
    /// How far a count may be off, at most; zero for exact counts.
    let errorBound: Int

    init(_ answer: SearchAnswer, _ name: StaticString) {
        counts = answer.buckets(name).map { NamedCount(name: $0.key, count: $0.count) }
        others = answer.aggregation(name)?["sum_other_doc_count"]?.int ?? 0
        errorBound = answer.aggregation(name)?["doc_count_error_upper_bound"]?.int ?? 0
    }

    static let structure = Structure<TermCounts>(
        .init("counts") { $0.counts },
        .init("others") { $0.others },
        .init("error_bound") { $0.errorBound == 0 ? nil : $0.errorBound }
    )

    /// The counts in words, separated by commas.
    var words: String {
        var words = counts.isEmpty ? "none" : counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
        if others > 0 { words += "; others \(others)" }
        if errorBound > 0 { words += " (each may be off by up to \(errorBound))" }
        return words
    }
}
