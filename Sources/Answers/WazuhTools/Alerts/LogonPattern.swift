import JSON
import MCP
import WazuhIndexer

/// An account that failed to log in from a source and succeeded from the same source after the first failure.
struct LogonPattern: Structured {
    let user: String
    let source: String
    let failures: Int
    let successes: Int
    let firstFailure: String
    let lastSuccess: String

    /// How many accounts and how many sources of each are looked at, most alerts of authentication first.
    static let mostUsers = 100
    static let mostSources = 10

    /// What ``all(in:leastFailures:)`` reads, for the fields that hold the account and the source.
    static func aggregation(user: String, source: String) -> JSON {
        [
            "filter": ["terms": ["rule.groups": .strings(failureGroups + successGroups)]],
            "aggs": [
                "users": [
                    "terms": ["field": .string(user), "size": .integer(Int64(mostUsers)), "shard_size": 500],
                    "aggs": [
                        "sources": [
                            "terms": [
                                "field": .string(source), "size": .integer(Int64(mostSources)), "shard_size": 100,
                            ],
                            "aggs": [
                                "failures": outcome(failureGroups), "successes": outcome(successGroups),
                            ],
                        ]
                    ],
                ]
            ],
        ]
    }

    static func all(in aggregation: JSONView?, leastFailures: Int) -> [LogonPattern] {
        guard let users = aggregation?["users"] else { return [] }
        return Bucket.all(in: users).flatMap { user in
            user.buckets("sources").compactMap { source in
                LogonPattern(user: user.key, source, leastFailures: leastFailures)
            }
        }
    }

    private init?(user: String, _ bucket: Bucket, leastFailures: Int) {
        let failed = bucket.aggregation("failures")
        let succeeded = bucket.aggregation("successes")
        guard let failures = failed?["doc_count"]?.int, failures >= leastFailures,
            let successes = succeeded?["doc_count"]?.int, successes > 0,
            let first = failed?["first"]?["value"]?.double, let last = succeeded?["last"]?["value"]?.double,
            last > first
        else { return nil }
        self.user = user
        source = bucket.key
        self.failures = failures
        self.successes = successes
        firstFailure = SeenSpan(failed).first ?? ""
        lastSuccess = SeenSpan(succeeded).last ?? ""
    }

    private static let failureGroups = [
        "authentication_failed", "authentication_failures", "win_authentication_failed",
    ]
    private static let successGroups = ["authentication_success"]

    private static func outcome(_ groups: [String]) -> JSON {
        ["filter": ["terms": ["rule.groups": .strings(groups)]], "aggs": .object(SeenSpan.aggregations)]
    }

    static let structure = Structure<LogonPattern>(
        .init("user") { $0.user },
        .init("source") { $0.source },
        .init("failures") { $0.failures },
        .init("successes") { $0.successes },
        .init("first_failure") { $0.firstFailure },
        .init("last_success") { $0.lastSuccess }
    )

    var line: String {
        "  \(user) from \(source): \(failures) failures since \(firstFailure), \(successes) successes, the last \(lastSuccess)"
    }
}
