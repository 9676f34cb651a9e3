import HTTP
import HTTPClient
import TestSupport
import Testing
import Upstream
import WazuhIndexer
import WazuhManager

struct WazuhErrorTests {
    private func failure(_ fake: FakeManager) async throws -> WazuhError {
        try await #require(throws: WazuhError.self) { try await fake.manager().agent(#require(AgentID("5"))) }
    }

    @Test(
        "an answer's status and number decide what the error is and advises",
        arguments: [
            (
                403, #"{"title":"Permission Denied","detail":"Permission denied: Resource type: *:*","error":4000}"#,
                .forbidden, "agent:read"
            ),
            (
                500,
                #"{"detail":"Some Wazuh daemons are not ready yet in node \"node01\" (wazuh-db->failed)","error":1017}"#,
                .notReady, "wazuh-db"
            ),
            (500, #"{"detail":"Timeout executing API request","error":3021}"#, .busy, "try again"),
            (500, #"{"detail":"oops","error":1000}"#, .failed, "api.log"),
            (
                429, #"{"detail":"Maximum number of requests per minute reached","error":6001}"#, .rateLimited,
                "wait a minute"
            ),
            (429, "", .rateLimited, "HTTP 429"),
            (403, #"{"detail":"Limit of login attempts reached","error":6000}"#, .rateLimited, "WAZUH_PASS"),
            (400, #"{"detail":"There is no database for agent 005","error":2007}"#, .noData, "inventory"),
            (400, #"{"detail":"Extra query parameter(s) x not in spec"}"#, .invalidRequest, "HTTP 400"),
            (400, #"{"detail":"Cluster is not running","error":3013}"#, .clusterDisabled, "without a node"),
            (404, "<html><body>nginx</body></html>", .notFound, "WAZUH_PORT"),
            (502, "<html>Bad Gateway</html>", .notReady, "HTTP 502"),
            (200, "<html>Sign in</html>", .unexpectedAnswer, "WAZUH_HOST"),
            (200, "{}", .unexpectedAnswer, "data is missing"),
            (200, #"{"data":{"affected_items":[{"id":"005"}]}}"#, .unexpectedAnswer, "status"),
            (
                200,
                #"{"data":{"affected_items":[],"failed_items":[{"error":{"code":1701,"message":"Agent does not exist"},"id":["005"]}]},"error":1}"#,
                .notFound, "(005)"
            ),
            (
                200,
                #"{"data":{"affected_items":[],"failed_items":[{"error":{"code":1707,"message":"not active"},"id":["005"]}]},"error":1}"#,
                .agentNotConnected, "not active"
            ),
            (
                200, #"{"data":{"affected_items":[],"total_affected_items":0,"failed_items":[]},"error":0}"#, .noData,
                "agent:read"
            ),
        ] as [(Int, String, WazuhError.Code, String)])
    func answers(status: Int, body: String, code: WazuhError.Code, part: String) async throws {
        let error = try await failure(FakeManager("/agents", body, status: HTTPStatus(rawValue: status)))
        #expect(
            error.code == code && error.status == status && error.upstream == .manager
                && error.endpoint == "GET /agents")
        #expect(error.description.contains(part), "\(error)")
        for hidden in ["<html", "s3cret-pass", "e30.", "agents_list"] { #expect(!error.description.contains(hidden)) }
    }

    @Test("a detail is one bounded line")
    func bounded() async throws {
        let detail = String(repeating: "long\\n", count: 10_000)
        let error = try await failure(FakeManager("/agents", #"{"detail":"\#(detail)"}"#, status: 500))
        #expect(error.description.count < 600 && !error.description.contains("\n"))
    }

    @Test("a login that is refused names the variables and not their values", arguments: [401, 403])
    func login(status: Int) async throws {
        let body = status == 401 ? #"{"detail":"Invalid credentials"}"# : #"{"detail":"Limit reached","error":6000}"#
        let transport = ScriptedTransport { (_) throws(TransportError) in
            .json(HTTPStatus(rawValue: status), Array(body.utf8))
        }
        let manager = WazuhManager(FakeManager().connection, transport: transport, clock: .unhurried)
        let error = try await #require(throws: WazuhError.self) { try await manager.apiInformation() }
        #expect(error.description.contains("WAZUH_USER") && error.description.contains("WAZUH_PASS"))
        #expect(!error.description.contains("s3cret") && !error.description.contains("Basic"))
        #expect(transport.requests.count == 1)
    }

    @Test(
        "a transport's failure says what to check",
        arguments: [
            (.unreachable, .unreachable, "WAZUH_HOST"), (.interrupted, .unreachable, "Try again"),
            (.timedOut, .timedOut, "try again"),
            (.untrustedCertificate, .untrustedCertificate, "WAZUH_CA_FILE"),
            (.untrustedCertificate, .untrustedCertificate, "WAZUH_VERIFY_SSL"),
            (.tls, .untrustedCertificate, "WAZUH_CA_FILE"), (.bodyTooLarge, .unexpectedAnswer, "smaller page"),
            (.cancelled, .cancelled, "word"), (.busy, .busy, "moment"),
            (.invalidRequest, .invalidRequest, "WAZUH_PASS"),
        ] as [(TransportError.Code, WazuhError.Code, String)])
    func transport(code: TransportError.Code, meaning: WazuhError.Code, part: String) {
        let call = UpstreamCall(.manager, "GET /agents", isIdempotent: true)
        let error = WazuhError(TransportError(code, "word"), call)
        #expect(error.code == meaning && error.description.contains(part))
        let indexer = WazuhError(
            TransportError(.untrustedCertificate, "word"), UpstreamCall(.indexer, "x", isIdempotent: true))
        #expect(indexer.description.contains("WAZUH_INDEXER_VERIFY_SSL"))
    }
}
