import HTTP
import JSON
import SimulatedIndexer
import Testing

@Suite struct AccessTests {
    static let indexer = IndexerFixture.make(users: IndexerUser.standard)

    @Test(arguments: [
        ("admin", "/wazuh-*/_search", 200), ("reader", "/wazuh-*/_search", 200),
        ("alerts", "/wazuh-alerts-*/_search", 200),
        ("alerts", "/wazuh-states-*/_search", 403), ("alerts", "/wazuh-*/_search", 403),
        ("alerts", "/_cluster/health", 403),
        ("outsider", "/wazuh-alerts-*/_search", 403), ("outsider", "/wazuh-alerts-nope/_search", 403),
        ("reader", "/_cluster/health", 200), ("nobody", "/wazuh-alerts-*/_search", 401),
    ])
    func usersReadWhatTheyMay(user: String, target: String, status: Int) {
        let method: HTTPMethod = target.hasPrefix("/_cluster") ? .get : .post
        #expect(IndexerFixture.send(method, target, to: Self.indexer, as: user).status == status)
    }

    @Test func strangersAreAskedForAPassword() {
        let response = IndexerFixture.send(.get, "/", to: Self.indexer).response
        #expect(response.status == 401)
        #expect(response.text == "Unauthorized")
        #expect(response.fields[.wwwAuthenticate] == "Basic realm=\"OpenSearch Security\"")
    }

    @Test func refusalsNameThePermission() {
        let answer = IndexerFixture.send(.post, "/wazuh-alerts-*/_search", to: Self.indexer, as: "outsider").answer
        #expect(answer["error"]?["type"] == "security_exception")
        #expect(answer["error"]?["reason"]?.string?.contains("indices:data/read/search") == true)
    }
}
