import Encodings
import HTTP
import JSON

/// Reports of abusive addresses (AbuseIPDB API v2, `GET /check`).
struct AbuseIPDB: ReputationSource {
    let client: ReputationClient
    let name = "AbuseIPDB"

    func covers(_ kind: Indicator.Kind) -> Bool { kind == .ip }

    func reputation(of indicator: Indicator) async throws(ReputationError) -> Reputation {
        let path = "/check?ipAddress=\(PercentCoding.encode(indicator.value))&maxAgeInDays=90"
        guard let root = try await client.read(.get(path), keyField: "key", name: name) else {
            return Reputation(source: name, verdict: .unknown, details: "not known")
        }
        guard let data = root["data"], let score = data["abuseConfidenceScore"]?.int else {
            throw ReputationError(.unexpectedAnswer, name, "its answer holds no score")
        }
        let reports = data["totalReports"]?.int ?? 0
        let last = data.string("lastReportedAt").map { ", the last \($0)" } ?? ""
        let verdict: Reputation.Verdict =
            score >= 75 ? .malicious : score >= 25 ? .suspicious : reports == 0 ? .unknown : .harmless
        return Reputation(
            source: name, verdict: verdict,
            details: "abuse confidence \(score) of 100, \(reports) reports in 90 days\(last)")
    }
}
