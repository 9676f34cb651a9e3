import JSON
import MCP
import WazuhIndexer

/// When the documents of a bucket were first and last seen.
struct SeenSpan: Sendable, Hashable {
    let first: String?
    let last: String?

    /// What ``init(_:)`` reads.
    static let aggregations: JSONObject = [
        "first": ["min": ["field": "timestamp"]], "last": ["max": ["field": "timestamp"]],
    ]

    init(_ bucket: Bucket) {
        first = bucket.aggregation("first")?["value_as_string"]?.string
        last = bucket.aggregation("last")?["value_as_string"]?.string
    }

    init(_ aggregation: JSONView?) {
        first = aggregation?["first"]?["value_as_string"]?.string
        last = aggregation?["last"]?["value_as_string"]?.string
    }

    var words: String { "first \(first ?? "?"), last \(last ?? "?")" }
}

/// How many agents a bucket's documents come from.
enum AgentSpread {
    static let aggregations: JSONObject = ["agents": ["cardinality": ["field": "agent.id"]]]

    static func count(_ bucket: Bucket) -> Int { bucket.aggregation("agents")?["value"]?.int ?? 0 }
}
