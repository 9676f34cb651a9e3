import HTTP
import JSON
import Testing

@Suite struct PagingTests {
    private let sort = #""sort": [{"timestamp": {"order": "desc", "unmapped_type": "date"}}, {"id": "desc"}]"#

    private func open(_ target: String = "/wazuh-alerts-*", keepAlive: String = "1m") -> String {
        IndexerFixture.send(.post, "\(target)/_search/point_in_time?keep_alive=\(keepAlive)").answer["pit_id"]?.string
            ?? ""
    }

    @Test func everyAlertComesOnceAcrossProcesses() throws {
        let processes = [IndexerFixture.make(), IndexerFixture.make()]
        var point = open()
        var ids: [String] = []
        var after = ""
        for turn in 0..<100 {
            let body =
                "{\"size\": 500, \(sort)\(after), \"_source\": false, \"pit\": {\"id\": \"\(point)\", \"keep_alive\": \"1m\"}}"
            let (status, answer, _) = IndexerFixture.send(.post, "/_search", body, to: processes[turn % 2])
            try #require(status == 200)
            let hits = IndexerFixture.hits(answer)
            guard let last = hits.last?["sort"] else { break }
            ids += hits.compactMap { $0["_id"]?.string }
            point = answer["pit_id"]?.string ?? ""
            after = ", \"search_after\": \(last.jsonText)"
        }
        #expect(ids.count == IndexerFixture.alerts.count)
        #expect(Set(ids) == Set(IndexerFixture.alerts.map(\.id)))
    }

    @Test func aPointInTimeEnds() {
        let point = open()
        let body = "{\"pit\": {\"id\": \"\(point)\"}}"
        let late = IndexerFixture.make(secondsLater: 61)
        #expect(IndexerFixture.send(.post, "/_search", body, to: IndexerFixture.make(secondsLater: 59)).status == 200)
        let (status, answer, _) = IndexerFixture.send(.post, "/_search", body, to: late)
        #expect(status == 404)
        #expect(answer["error"]?["root_cause"]?[0]?["type"] == "search_context_missing_exception")
    }

    @Test func aPointInTimeOfOtherDocumentsIsUnknown() {
        let other = IndexerFixture.make(seed: 9)
        #expect(IndexerFixture.send(.post, "/_search", "{\"pit\": {\"id\": \"\(open())\"}}", to: other).status == 404)
    }

    @Test func partsOfDocumentsAreShown() throws {
        let source = #""_source": ["rule.level", "agent"]"#
        let answer = IndexerFixture.send(.post, "/wazuh-alerts-*/_search", "{\"size\": 5, \(sort), \(source)}").answer
        for hit in IndexerFixture.hits(answer) {
            #expect(Set(hit["_source"]?.object?.names ?? []) == ["rule", "agent"])
            #expect(hit["_source"]?["rule"]?.object?.names == ["level"])
            #expect(hit["_source"]?["agent"]?["name"] != nil)
        }
        #expect(IndexerFixture.hits(answer).count == 5)
    }
}
