import HTTP
import HTTPClient
import JSON
import TestSupport
import Testing
import Upstream
import WazuhIndexer

/// What a connection's settings make of requests.
struct IndexerConnectionTests {
    private static let empty = #"{"hits":{"total":{"value":7,"relation":"eq"}},"_shards":{"total":1,"failed":0}}"#

    private func request(_ connection: IndexerConnection, _ target: IndexerTarget = .alerts) async throws
        -> OutgoingRequest
    {
        let transport = ScriptedTransport { (_) throws(TransportError) in .json(200, Array(Self.empty.utf8)) }
        _ = try await WazuhIndexer(connection, transport: transport).search(target, ["size": 0])
        return try #require(transport.requests.first)
    }

    private func connection(
        user: String = "reader", alerts: String = "wazuh-alerts-*", prefix: String? = nil,
        tls: TLSPolicy = TLSPolicy()
    ) -> IndexerConnection {
        IndexerConnection(
            baseURL: "https://indexer.example:9200", user: user, password: "secret", tls: tls, alertsPattern: alerts,
            clusterPrefix: prefix)
    }

    @Test(
        "each pattern is searched in the remote cluster, where one is named",
        arguments: [
            (nil, "wazuh-alerts-*", "/wazuh-alerts-*/_search"), (nil, "a-*,b", "/a-*,b/_search"),
            ("remote", "wazuh-alerts-*", "/remote:wazuh-alerts-*/_search"),
            ("*", "a-*,b", "/*:a-*,*:b/_search"),
        ] as [(String?, String, String)])
    func patterns(prefix: String?, pattern: String, path: String) async throws {
        let request = try await request(connection(alerts: pattern, prefix: prefix))
        #expect(request.url == "https://indexer.example:9200\(path)?ignore_unavailable=true")
    }

    @Test("the remote cluster counts for vulnerabilities too")
    func vulnerabilities() async throws {
        let request = try await request(connection(prefix: "remote"), .vulnerabilities)
        #expect(request.url.contains("/remote:wazuh-states-vulnerabilities-*/"))
    }

    @Test("without a user the client certificate alone says who we are")
    func certificate() async throws {
        let tls = TLSPolicy(certificateFile: "c.pem", keyFile: "k.pem")
        let request = try await request(connection(user: "", tls: tls))
        #expect(request.fields[.authorization] == nil)
        #expect(request.tls.certificateFile == "c.pem" && request.tls.keyFile == "k.pem")
        #expect(try await self.request(connection(tls: tls)).fields[.authorization] == "Basic cmVhZGVyOnNlY3JldA==")
    }

    @Test("the state of the cluster is no secret that keeps a reader of alerts out", arguments: [true, false])
    func healthWithoutRights(readsAlerts: Bool) async throws {
        let transport = ScriptedTransport { (request) throws(TransportError) in
            request.url.contains("/_search") && readsAlerts
                ? .json(200, Array(Self.empty.utf8)) : .json(403, Array(#"{"status":403}"#.utf8))
        }
        let indexer = WazuhIndexer(connection(), transport: transport)
        if readsAlerts {
            #expect(try await indexer.health() == "unknown")
        } else {
            let error = await #expect(throws: WazuhError.self) { try await indexer.health() }
            #expect(error?.code == .forbidden)
        }
    }

    @Test("a pattern that is too much for the indexer is to be shortened")
    func longPattern() async throws {
        let answer =
            #"{"error":{"root_cause":[{"type":"query_shard_exception","reason":"input automaton is too large"}]}}"#
        let transport = ScriptedTransport { (_) throws(TransportError) in .json(400, Array(answer.utf8)) }
        let indexer = WazuhIndexer(connection(), transport: transport)
        let error = await #expect(throws: WazuhError.self) { try await indexer.search(.alerts, ["size": 0]) }
        #expect(error?.description.contains("shorten") == true)
    }

    @Test("a probe says how many documents there are in which indices")
    func probe() async throws {
        let transport = ScriptedTransport { (_) throws(TransportError) in .json(200, Array(Self.empty.utf8)) }
        let indexer = WazuhIndexer(connection(prefix: "remote"), transport: transport)
        #expect(try await indexer.probe(.alerts) == "7 documents in remote:wazuh-alerts-*")
    }
}
