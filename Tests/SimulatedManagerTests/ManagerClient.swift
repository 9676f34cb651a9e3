import FoundationEssentials
import HTTP
import JSON
import SimulatedCompany
import SimulatedManager
import Synchronization
import Testing

/// Speaks to a simulated manager as a client does, with a clock that tests move.
final class ManagerClient: Sendable {
    static let start = Date(timeIntervalSince1970: 1_795_000_000)

    let manager: SimulatedManager
    private let clock = ClockBox()

    init(
        agentCount: Int = 40, tokenLifetime: Int = 900, rateLimit: Int? = nil,
        faults: SimulatedFaults = SimulatedFaults(),
        version: String = SimulatedCompany.wazuhVersion, secret: String = "a secret of tests, long enough"
    ) {
        let clock = clock
        manager = SimulatedManager(
            company: SimulatedCompany(now: Self.start, agentCount: agentCount),
            users: [
                SimulatedUser(name: "wazuh", password: "wazuh", role: .administrator),
                SimulatedUser(name: "reader", password: "reader", role: .readonly),
                SimulatedUser(name: "agents", password: "agents", role: .agentsReadonly),
                SimulatedUser(
                    name: "web", password: "web",
                    role: SimulatedRole(id: 100, name: "web_team", permissions: [("agent:read", ["agent:group:web"])])),
            ], secret: Array(secret.utf8), tokenLifetime: tokenLifetime, rateLimit: rateLimit, faults: faults,
            version: version,
            now: { clock.now })
    }

    /// Moves the manager's clock forward.
    func advance(seconds: Double) { clock.advance(seconds) }

    func login(_ user: String = "wazuh", _ password: String? = nil, query: String = "raw=true") -> HTTPResponse {
        manager.respond(
            to: HTTPRequest(
                .post, "/security/user/authenticate", query: query,
                fields: ["authorization": "Basic \(Self.basic("\(user):\(password ?? user)"))"],
                remoteAddress: "192.0.2.1"))
    }

    /// Sends a request as a user who logs in for it, or with a token.
    func send(
        _ method: HTTPMethod = .get, _ target: String, as user: String = "wazuh", token: String? = nil,
        body: String? = nil,
        type: String = "application/json"
    ) -> HTTPResponse {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        var request = HTTPRequest(method, parts[0], query: parts.count > 1 ? parts[1] : "")
        request.fields[.authorization] = "Bearer \(token ?? login(user).text)"
        if let body {
            request.body = Array(body.utf8)
            request.fields[.contentType] = type
        }
        return manager.respond(to: request)
    }

    /// The answer of a GET as JSON.
    func get(_ target: String, as user: String = "wazuh") throws -> JSON {
        try JSON(parsing: send(.get, target, as: user).body)
    }

    /// The items of a list.
    func items(_ target: String, as user: String = "wazuh") throws -> [JSON] {
        let answer = try get(target, as: user)
        return try #require(answer["data"]?["affected_items"]?.array, "\(answer.jsonText.prefix(300))")
    }

    private static func basic(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bytes = Array(text.utf8)
        var encoded = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 { encoded.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : "=") }
        }
        return encoded
    }
}

/// A clock that stands still until it is moved.
final class ClockBox: Sendable {
    private let time = Mutex(ManagerClient.start)
    var now: Date { time.withLock { $0 } }
    func advance(_ seconds: Double) { time.withLock { $0 = $0.addingTimeInterval(seconds) } }
}
