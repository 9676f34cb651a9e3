import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import Synchronization
import TestSupport
import Upstream
import WazuhManager

/// A manager of answers by path, with logins counted and tokens that can be revoked.
final class FakeManager: HTTPTransport {
    private struct State {
        var answers: [String: HTTPResponse] = [:]
        var logins = 0
        var revoked: Set<String> = []
        var requests: [OutgoingRequest] = []
    }

    static let base = "https://wazuh.example:55000"
    let connection = ManagerConnection(baseURL: FakeManager.base, user: "wazuh-user", password: "s3cret-pass")
    private let state: Mutex<State>
    private let lifetime: Int

    init(_ answers: [String: HTTPResponse] = [:], version: String = "4.14.1", lifetime: Int = 900) {
        self.lifetime = lifetime
        let root = HTTPResponse.json(200, Array(#"{"data":{"api_version":"\#(version)"},"error":0}"#.utf8))
        state = Mutex(State(answers: ["/": root].merging(answers) { $1 }))
    }

    convenience init(_ path: String, _ body: String, status: HTTPStatus = 200) {
        self.init([path: .json(status, Array(body.utf8))])
    }

    var logins: Int { state.withLock { $0.logins } }
    /// What was asked besides logins and the version.
    var requests: [OutgoingRequest] {
        state.withLock { $0.requests.filter { !$0.url.contains("authenticate") && $0.url != Self.base + "/" } }
    }
    /// How often the version was asked for.
    var versionRequests: Int { state.withLock { $0.requests.count { $0.url == Self.base + "/" } } }
    func revoke(_ token: String) { state.withLock { _ = $0.revoked.insert(token) } }
    func revokeAll() {
        state.withLock { state in (1...state.logins).forEach { state.revoked.insert(Self.token($0, lifetime)) } }
    }

    func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        state.withLock { state in
            state.requests.append(request)
            if request.url.hasSuffix("/security/user/authenticate?raw=true") {
                state.logins += 1
                return HTTPResponse(200, body: Array(Self.token(state.logins, lifetime).utf8))
            }
            let token = String((request.fields[.authorization] ?? "").dropFirst("Bearer ".count))
            guard !state.revoked.contains(token), token.hasPrefix("e30.") else {
                return .json(401, Array(#"{"title":"Unauthorized","detail":"Invalid token"}"#.utf8))
            }
            let path = String(request.url.dropFirst(Self.base.count))
            let short = String(path.prefix { $0 != "?" })
            return state.answers[path] ?? state.answers[short]
                ?? .json(404, Array(#"{"title":"Not Found","detail":"404: Not Found"}"#.utf8))
        }
    }

    /// The token of the n-th login: an unsigned JWT.
    static func token(_ number: Int, _ lifetime: Int = 900) -> String {
        let payload = Data(#"{"nbf":\#(5_000 + number),"exp":\#(5_000 + number + lifetime)}"#.utf8)
            .base64EncodedString()
        return "e30.\(payload.filter { $0 != "=" }).sig\(number)"
    }
}

/// A time that moves only when it is told to, or by the pauses that are made.
final class FakeTime: Sendable {
    private let seconds = Mutex(1_000_000.0)
    private let pauses = Mutex<[Duration]>([])

    var slept: [Duration] { pauses.withLock { $0 } }
    func advance(_ count: Double) { seconds.withLock { $0 += count } }
    var clock: UpstreamClock {
        UpstreamClock(
            now: { Int(self.seconds.withLock { $0 }) },
            sleep: { duration in
                self.pauses.withLock { $0.append(duration) }
                self.advance(duration / .seconds(1))
                await Task.yield()
            },
            // Real time passes as well while a busy machine runs tests; none of them is about it.
            longestRenewal: .seconds(3_600))
    }
}

extension FakeManager {
    func manager(
        _ time: FakeTime = FakeTime(), store: any UpstreamTokenStore = InMemoryTokenStore(), concurrency: Int = 3
    ) -> WazuhManager {
        WazuhManager(connection, transport: self, tokens: store, concurrency: concurrency, clock: time.clock)
    }
}
