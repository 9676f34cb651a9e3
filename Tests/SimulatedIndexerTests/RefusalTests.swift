import HTTP
import JSON
import Testing

/// Nothing that is not understood is answered with an empty result.
@Suite struct RefusalTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let body: String
        let status: Int
        let type: String
        let reason: String
        var testDescription: String { body }

        init(_ body: String, _ type: String, _ reason: String, status: Int = 400) {
            self.body = body
            self.type = type
            self.reason = reason
            self.status = status
        }
    }

    static let rows = [
        Row(#"{"query": {"term": {"rule.level": "abc"}}}"#, "query_shard_exception", "For input string: \"abc\""),
        Row(
            #"{"query": {"term": {"GeoLocation.location": "1"}}}"#, "query_shard_exception",
            "Geometry fields do not support exact searching"),
        Row(
            #"{"query": {"range": {"GeoLocation.location": {"gte": 1}}}}"#, "query_shard_exception",
            "[geo_point] does not support range queries"),
        Row(#"{"query": {"range": {"timestamp": {"gte": "now-5x"}}}}"#, "parse_exception", "unit [x] not supported"),
        Row(
            #"{"aggs": {"x": {"terms": {"field": "full_log"}}}}"#, "illegal_argument_exception",
            "Text fields are not optimised"),
        Row(#"{"sort": [{"nope": "desc"}]}"#, "query_shard_exception", "No mapping found for [nope]"),
        Row(#"{"size": 10001}"#, "illegal_argument_exception", "Result window is too large"),
        Row(
            #"{"pit": {"id": "abc"}}"#, "action_request_validation_exception",
            "[indices] cannot be used with point in time"),
        Row("{", "json_parse_exception", ""),
        Row(
            #"{"size": 0, "aggs": {"x": {"date_histogram": {"field": "timestamp", "fixed_interval": "1s"}}}}"#,
            "too_many_buckets_exception", "Trying to create too many buckets", status: 503),
    ]

    @Test(arguments: rows) func isRefusedInTheWordsOfOpenSearch(row: Row) {
        let (status, answer, _) = IndexerFixture.send(.post, "/wazuh-alerts-4.x-*/_search", row.body)
        let root = answer["error"]?["root_cause"]?[0] ?? answer["error"]?["caused_by"]
        #expect(status == row.status)
        #expect(answer["status"]?.int == row.status)
        #expect(root?["type"]?.string == row.type)
        #expect(root?["reason"]?.string?.contains(row.reason) == true || row.reason.isEmpty)
    }

    @Test(arguments: [
        (#"{"query": {"regexp": {"rule.id": "57.*"}}}"#, "[regexp]"),
        (#"{"query": {"bool": {"must": []}}}"#, "[must]"),
        (#"{"query": {"bool": {"should": [{"match_all": {}}], "minimum_should_match": 2}}}"#, "minimum"),
        (#"{"query": {"range": {"rule.level": {"gtx": 3}}}}"#, "[gtx]"),
        (#"{"query": {"term": {"rule.id": {"value": "5715", "boost": 2}}}}"#, "[term]"),
        (#"{"query": {"wildcard": {"rule.id": "57*"}}}"#, "[wildcard]"),
        (#"{"query": {}}"#, "one kind"), (#"{"query": []}"#, "one kind"), ("[]", "no object"),
        (#"{"from": 10}"#, "[from]"), (#"{"size": -1}"#, "[size]"), (#"{"highlight": {}}"#, "[highlight]"),
        (#"{"_source": ["rule.*"]}"#, "[_source]"), (#"{"sort": [{"id": "up"}]}"#, "[order]"),
        (#"{"aggs": {"x": {"percentiles": {"field": "rule.level"}}}}"#, "[percentiles]"),
        (#"{"aggs": {"x": {"terms": {"field": "rule.id", "missing": "none"}}}}"#, "[missing]"),
        (#"{"aggs": {"x": {"terms": {"field": "rule.id", "order": {"zz": "asc"}}}}}"#, "[zz]"),
        (#"{"aggs": {"x": {"date_histogram": {"field": "timestamp", "fixed_interval": "1M"}}}}"#, "[1M]"),
    ])
    func whatNobodyAsksForIsNotSimulatedAndSaysSo(body: String, words: String) {
        let (status, answer, _) = IndexerFixture.send(.post, "/wazuh-alerts-4.x-*/_search", body)
        let reason = answer["error"]?["reason"]?.string ?? ""
        #expect(status == 400)
        #expect(reason.contains(words) && reason.contains("not supported by the simulated indexer"))
    }

    @Test(arguments: [
        (HTTPMethod.post, "/nope/_search", 404), (.post, "/nope,wazuh-alerts-*/_search", 404),
        (.post, "/nope-*/_search", 200), (.post, "/nope/_search?ignore_unavailable=true", 200),
        (.post, "/wazuh-alerts-*/_search?foo=1", 400), (.get, "/wazuh-alerts-*/_foo", 400),
        (.delete, "/wazuh-alerts-*/_search", 400), (.post, "/elsewhere:wazuh-alerts/_search", 404),
        (.post, "/wazuh-alerts%2D*/_search", 200), (.post, "/wazuh%ZZ/_search", 400),
        (.get, "/_cluster/health", 200), (.get, "/", 400),
        (.post, "/wazuh-*/_search/point_in_time", 400), (.post, "/wazuh-*/_search/point_in_time?keep_alive=1m", 200),
    ])
    func pathsAreJudged(method: HTTPMethod, target: String, status: Int) {
        #expect(IndexerFixture.send(method, target).status == status)
    }
}
