import HTTP
import HTTPClient
import JSON
import TestSupport
import Testing
import WazuhTools

struct AlertPagingTests {
    private let month: JSONObject = ["time_from": "now-31d", "time_to": "now+1d", "min_level": 10, "limit": 40]
    private let wanted = SimulatedSystem.alerts.count { ($0.values("rule.level").first?.int ?? 0) >= 10 }

    /// The ids of all pages of a list, over a transport to the indexer.
    private func walk(_ name: String, over transport: ScriptedTransport, most: Int = 100) async throws -> [String] {
        let context = SimulatedSystem.context(indexerTransport: transport)
        var ids: [String] = []
        var arguments = month
        for _ in 0..<most {
            let page = try await ToolAnswer.of(name, arguments, in: context)
            ids += page.items.compactMap { $0["id"]?.string }
            guard let cursor = page.structured["next_cursor"] else { break }
            arguments["cursor"] = cursor
        }
        return ids
    }

    private static func opened(_ transport: ScriptedTransport) -> [OutgoingRequest] {
        transport.requests.filter { $0.url.contains("point_in_time") }
    }

    private static func refusal(_ status: HTTPStatus, _ type: JSON) -> HTTPResponse {
        let cause: JSON = ["type": type, "reason": "no"]
        return .json(status, JSON.object(["error": ["root_cause": [cause], "type": type, "reason": "no"]]).jsonBytes)
    }

    private func expectEveryAlertOnce(_ ids: [String]) {
        #expect(ids.count == wanted && wanted > 60 && Set(ids).count == ids.count)
    }

    @Test("a list that nobody goes on with opens no point in time")
    func firstPage() async throws {
        let transport = SimulatedSystem.indexerTransport { _ in nil }
        let ids = try await walk("get_wazuh_alerts", over: transport, most: 1)
        #expect(ids.count == 40 && Self.opened(transport).isEmpty)
    }

    @Test("a walk goes on in one point in time, which must be whole")
    func furtherPages() async throws {
        let transport = SimulatedSystem.indexerTransport { _ in nil }
        expectEveryAlertOnce(try await walk("get_wazuh_alerts", over: transport))
        let opened = Self.opened(transport)
        #expect(opened.count == 1 && opened.allSatisfy { $0.url.contains("allow_partial_pit_creation=false") })
    }

    @Test("a walk ends well where the indexer has no room for a point in time")
    func refusedPointInTime() async throws {
        let transport = SimulatedSystem.indexerTransport { request in
            request.url.contains("point_in_time") ? Self.refusal(429, "opensearch_rejected_execution_exception") : nil
        }
        expectEveryAlertOnce(try await walk("get_wazuh_alerts", over: transport))
    }

    @Test("a point in time that lacks shards is not used: it would hide their alerts")
    func partialPointInTime() async throws {
        let transport = SimulatedSystem.indexerTransport { request in
            guard request.url.contains("point_in_time") else { return nil }
            let shards: JSON = ["total": 93, "successful": 20, "skipped": 0, "failed": 73]
            return .json(200, JSON.object(["pit_id": "a part", "_shards": shards]).jsonBytes)
        }
        expectEveryAlertOnce(try await walk("get_wazuh_alerts", over: transport))
    }

    @Test("a walk that comes back after its point in time has ended goes on")
    func expiredPointInTime() async throws {
        let transport = SimulatedSystem.indexerTransport { request in
            let isFrozen = String(decoding: request.body, as: UTF8.self).contains("\"pit\"")
            return isFrozen ? Self.refusal(404, "search_context_missing_exception") : nil
        }
        expectEveryAlertOnce(try await walk("get_wazuh_alerts", over: transport))
    }
}
