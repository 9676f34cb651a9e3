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
        Row(#"{"query": {"foo": {}}}"#, "parsing_exception", "unknown query [foo]"),
        Row(#"{"query": {"bool": {"mustx": []}}}"#, "x_content_parse_exception", "[bool] unknown field [mustx]"),
        Row(
            #"{"query": {"range": {"rule.level": {"gtx": 3}}}}"#, "parsing_exception",
            "[range] query does not support [gtx]"),
        Row(
            #"{"query": {"regexp": {"rule.id": "57.*"}}}"#, "illegal_argument_exception",
            "not supported by the simulated indexer"),
        Row(#"{"query": {"query_string": {"query": "x"}}}"#, "illegal_argument_exception", "[query_string]"),
        Row(#"{"query": {"term": {"rule.level": "abc"}}}"#, "query_shard_exception", "For input string: \"abc\""),
        Row(
            #"{"query": {"term": {"GeoLocation.location": "1"}}}"#, "query_shard_exception",
            "Geometry fields do not support exact searching"),
        Row(
            #"{"query": {"range": {"GeoLocation.location": {"gte": 1}}}}"#, "query_shard_exception",
            "[geo_point] does not support range queries"),
        Row(#"{"query": {"range": {"timestamp": {"gte": "now-5x"}}}}"#, "parse_exception", "unit [x] not supported"),
        Row(
            #"{"query": {"range": {"timestamp": {"gte": "now", "time_zone": "+02:00"}}}}"#,
            "illegal_argument_exception", "time zone"),
        Row(#"{"foo": 1}"#, "parsing_exception", "Unknown key for a VALUE_NUMBER in [foo]."),
        Row(#"{"highlight": {}}"#, "illegal_argument_exception", "[highlight]"),
        Row(#"{"aggs": {"x": {"foo": {}}}}"#, "parsing_exception", "Unknown aggregation type [foo]"),
        Row(
            #"{"aggs": {"x": {"terms": {"field": "rule.id", "foo": 1}}}}"#, "x_content_parse_exception",
            "[terms] unknown field [foo]"),
        Row(
            #"{"aggs": {"x": {"percentiles": {"field": "rule.level"}}}}"#, "illegal_argument_exception", "[percentiles]"
        ),
        Row(
            #"{"aggs": {"x": {"terms": {"field": "full_log"}}}}"#, "illegal_argument_exception",
            "Text fields are not optimised"),
        Row(#"{"sort": [{"nope": "desc"}]}"#, "query_shard_exception", "No mapping found for [nope]"),
        Row(#"{"from": 9999, "size": 2}"#, "illegal_argument_exception", "Result window is too large"),
        Row(
            #"{"pit": {"id": "abc"}}"#, "action_request_validation_exception",
            "[indices] cannot be used with point in time"),
        Row("[]", "parsing_exception", "Expected [START_OBJECT]"),
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
        (HTTPMethod.post, "/nope/_search", 404), (.post, "/nope,wazuh-alerts-*/_count", 404),
        (.post, "/nope-*/_search", 200),
        (.post, "/nope-*/_search?allow_no_indices=false", 404), (.post, "/nope/_search?ignore_unavailable=true", 200),
        (.get, "/wazuh-alerts-*/_search?foo=1", 400), (.get, "/wazuh-alerts-*/_foo", 400),
        (.delete, "/wazuh-alerts-*/_search", 405), (.get, "/elsewhere:wazuh-alerts-*/_search", 404),
        (.get, "/_cat/indices/wazuh-*?format=json", 200), (.get, "/_cluster/health", 200), (.get, "/", 200),
        (.get, "/wazuh-alerts-*/_mapping", 200), (.post, "/wazuh-*/_search/point_in_time", 400),
    ])
    func pathsAreJudged(method: HTTPMethod, target: String, status: Int) {
        #expect(IndexerFixture.send(method, target).status == status)
    }
}
