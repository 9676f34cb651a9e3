import HTTP
import JSON
import Testing

/// Counts by the query language against counts by hand over the exported documents.
@Suite struct QueryTests {
    typealias Document = IndexerFixture.Document

    struct Row: Sendable, CustomTestStringConvertible {
        let query: String
        let matches: @Sendable (Document) -> Bool
        var testDescription: String { query }

        init(_ query: String, _ matches: @escaping @Sendable (Document) -> Bool) {
            self.query = query
            self.matches = matches
        }
    }

    static let rows = [
        Row(#"{"match_all": {}}"#) { _ in true },
        Row(#"{"term": {"rule.id": "5715"}}"#) { $0.has("rule.id", "5715") },
        Row(#"{"term": {"rule.level": "7"}}"#) { $0.level == 7 },
        Row(#"{"term": {"rule.mail": true}}"#) { $0.has("rule.mail", true) },
        Row(#"{"terms": {"agent.id": ["001", "002", "zzz"]}}"#) {
            $0.has("agent.id", "001") || $0.has("agent.id", "002")
        },
        Row(#"{"range": {"rule.level": {"gte": 5, "lt": 10}}}"#) { (5..<10).contains($0.level) },
        Row(#"{"range": {"rule.level": {"gt": 4.5, "lte": 7.9}}}"#) { (5...7).contains($0.level) },
        Row(#"{"range": {"timestamp": {"gte": "now-2d/d", "lt": "now/d"}}}"#) {
            $0.index.hasSuffix("11.19") || $0.index.hasSuffix("11.20")
        },
        Row(#"{"range": {"timestamp": {"gt": "2026-11-18", "lte": "2026-11-20"}}}"#) {
            $0.index.hasSuffix("11.19") || $0.index.hasSuffix("11.20")
        },
        Row(#"{"exists": {"field": "syscheck"}}"#) { !$0.values("syscheck").isEmpty },
        Row(#"{"exists": {"field": "full_log"}}"#) { !$0.log.isEmpty },
        Row(#"{"exists": {"field": "rule.id.keyword"}}"#) { _ in false },
        Row(#"{"prefix": {"agent.name": "web-"}}"#) {
            $0.values("agent.name").first?.string?.hasPrefix("web-") == true
        },
        Row(#"{"wildcard": {"rule.description": {"value": "SSHD*", "case_insensitive": true}}}"#) {
            $0.values("rule.description").first?.string?.hasPrefix("sshd") == true
        },
        Row(#"{"match_phrase": {"full_log": "useradd"}}"#) { $0.log.contains("useradd") },
        Row(#"{"match_phrase": {"full_log": "Accepted PASSWORD for deploy"}}"#) {
            $0.log.contains("Accepted password for deploy")
        },
        Row(#"{"match_phrase": {"full_log": "for invalid user"}}"#) { $0.log.contains("for invalid user") },
        Row(#"{"match_phrase": {"full_log": "user invalid"}}"#) { _ in false },
        Row(#"{"match_phrase": {"rule.description": "sshd"}}"#) { _ in false },
        Row(#"{"bool": {"must_not": {"term": {"rule.groups": "sca"}}}}"#) { !$0.has("rule.groups", "sca") },
        Row(
            #"{"bool": {"filter": [{"term": {"agent.id": "001"}}], "should": [{"term": {"rule.level": 5}}, {"exists": {"field": "data.srcip"}}], "minimum_should_match": 1}}"#
        ) {
            $0.has("agent.id", "001") && ($0.level == 5 || !$0.values("data.srcip").isEmpty)
        },
    ]

    @Test(arguments: rows) func countsWhatTheDocumentsSay(row: Row) {
        #expect(IndexerFixture.count(row.query) == IndexerFixture.alerts.count(where: row.matches))
    }

    @Test func totalsAreCappedUnlessAskedFor() {
        let indexer = IndexerFixture.make(alertCount: 10_500)
        let target = "/wazuh-alerts-*/_search"
        let capped = IndexerFixture.send(.post, target, #"{"size": 0}"#, to: indexer).answer["hits"]?["total"]
        let whole = IndexerFixture.send(.post, target, #"{"size": 0, "track_total_hits": true}"#, to: indexer).answer
        #expect(capped == ["value": 10_000, "relation": "gte"])
        #expect((whole["hits"]?["total"]?["value"]?.int ?? 0) >= 10_500)
    }
}
