import HTTP
import JSON
import Testing

@Suite struct AggregationTests {
    private func aggregate(_ aggregations: String, query: String = #"{"match_all": {}}"#) -> JSON? {
        let body = "{\"size\": 0, \"query\": \(query), \"aggs\": \(aggregations)}"
        return IndexerFixture.send(.post, "/wazuh-alerts-4.x-*/_search", body).answer["aggregations"]
    }

    @Test func termsCountValuesMostFrequentFirst() throws {
        var expected: [String: Int] = [:]
        for value in IndexerFixture.alerts.flatMap({ $0.values("rule.groups") }) {
            expected[value.string ?? "", default: 0] += 1
        }
        let result = aggregate(#"{"x": {"terms": {"field": "rule.groups", "size": 200}}}"#)?["x"]
        let buckets = try #require(result?["buckets"]?.array)
        let counted = Dictionary(
            uniqueKeysWithValues: buckets.map { ($0["key"]?.string ?? "", $0["doc_count"]?.int ?? 0) })
        #expect(counted == expected)
        let counts = buckets.compactMap { $0["doc_count"]?.int }
        #expect(counts == counts.sorted(by: >))
        #expect(result?["sum_other_doc_count"] == 0)
    }

    @Test func whatTermsLeaveOutIsCounted() throws {
        let result = try #require(aggregate(#"{"x": {"terms": {"field": "rule.level", "size": 1}}}"#)?["x"])
        let shown = result["buckets"]?[0]?["doc_count"]?.int ?? 0
        #expect(shown + (result["sum_other_doc_count"]?.int ?? 0) == IndexerFixture.alerts.count)
    }

    @Test func histogramHasNoGaps() throws {
        let query = #"{"range": {"rule.level": {"gte": 12}}}"#
        let interval = #"{"x": {"date_histogram": {"field": "timestamp", "fixed_interval": "6h"}}}"#
        let buckets = try #require(aggregate(interval, query: query)?["x"]?["buckets"]?.array)
        let keys = buckets.compactMap { $0["key"]?.int }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $1 - $0 == 21_600_000 })
        #expect(
            buckets.reduce(0) { $0 + ($1["doc_count"]?.int ?? 0) } == IndexerFixture.alerts.count { $0.level >= 12 })
    }

    @Test func bucketsHoldTheirOwnNumbersAndNewestDocument() throws {
        let below =
            #"{"n": {"cardinality": {"field": "agent.id"}}, "t": {"top_hits": {"size": 1, "sort": [{"timestamp": "desc"}], "_source": ["@timestamp"]}}}"#
        let terms = "{\"x\": {\"terms\": {\"field\": \"rule.id\", \"size\": 5}, \"aggs\": \(below)}}"
        let buckets = try #require(aggregate(terms)?["x"]?["buckets"]?.array)
        #expect(buckets.count == 5)
        for bucket in buckets {
            let own = IndexerFixture.alerts.filter { $0.has("rule.id", bucket["key"] ?? .null) }
            #expect(bucket["n"]?["value"]?.int == Set(own.flatMap { $0.values("agent.id") }).count)
            let newest = bucket["t"]?["hits"]?["hits"]?[0]?["_source"]?["@timestamp"]?.string
            #expect(newest == own.compactMap { $0.values("@timestamp").first?.string }.max())
        }
    }

    @Test func numbersOfAField() throws {
        let levels = IndexerFixture.alerts.map(\.level)
        let ends = #"{"least": {"min": {"field": "rule.level"}}, "most": {"max": {"field": "rule.level"}}}"#
        let numbers = try #require(aggregate(ends))
        #expect(numbers["least"]?["value"]?.int == levels.min())
        #expect(numbers["most"]?["value"]?.int == levels.max())
    }

    @Test func fieldsWithoutMappingCountNothing() {
        let result = aggregate(#"{"x": {"terms": {"field": "rule.description.keyword"}}}"#)?["x"]
        #expect(result?["buckets"] == [])
    }
}
