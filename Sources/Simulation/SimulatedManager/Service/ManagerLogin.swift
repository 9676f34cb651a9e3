import Cryptography
import Encodings
import FoundationEssentials
import HTTP
import JSON
import Synchronization

/// Who may come in: logins and logouts at `/security/user/authenticate`, and the tokens of requests.
final class ManagerLogin: Sendable {
    static let path = "/security/user/authenticate"

    private struct State: Sendable {
        /// When each user's tokens were last revoked, in whole seconds since 1970.
        var revokedAt: [String: Int] = [:]
        /// The times of failed logins by address.
        var failures: [ExactText: [Double]] = [:]
        var refusesNextToken: Bool
    }

    private let users: [SimulatedUser]
    private let key: HMACKey
    /// Seconds.
    private let tokenLifetime: Int
    private let state: Mutex<State>

    /// The longest `Authorization` field, in bytes.
    private static let longestCredentials = 8_192

    init(users: [SimulatedUser], secret: [UInt8], tokenLifetime: Int, refusesTokenOnce: Bool) {
        self.users = users
        key = HMACKey(secret)
        self.tokenLifetime = tokenLifetime
        state = Mutex(State(refusesNextToken: refusesTokenOnce))
    }

    /// Logs in (POST, GET) or out (DELETE).
    func answer(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> HTTPResponse {
        switch request.method {
        case .post, .get: return try login(request, now)
        case .delete:
            let user = try user(of: request, now)
            // The server compares whole seconds: a token made within the second of the logout is refused as well.
            state.withLock { $0.revokedAt[user.name] = Int(now.timeIntervalSince1970) }
            return Answer.message("User \(user.name) was successfully logged out").response
        default: throw .wrongMethod
        }
    }

    /// The user behind the bearer token of a request.
    func user(of request: HTTPRequest, _ now: Date) throws(ManagerError) -> SimulatedUser {
        guard let text = Self.credentials(request, scheme: "bearer") else {
            throw .unauthorized("No authorization token provided")
        }
        let revoked = state.withLock { $0.revokedAt }
        guard let token = AccessToken(text, key: key, now: now),
            let user = users.first(where: { $0.name.hasSameBytes(as: token.user) }),
            token.issuedAt > revoked[user.name] ?? Int.min, !refusesToken()
        else { throw .unauthorized("Invalid token") }
        return user
    }

    private func refusesToken() -> Bool {
        state.withLock { state in
            defer { state.refusesNextToken = false }
            return state.refusesNextToken
        }
    }

    private func login(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> HTTPResponse {
        let parameters = try RequestParameters(
            path: [], query: request.query, ["raw": .boolean, "pretty": .boolean, "wait_for_complete": .boolean])
        try checkAddress(request.remoteAddress, now)
        guard request.fields[.authorization] != nil else { throw .unauthorized("No authorization token provided") }
        guard let user = credentialed(request) else {
            let address = ExactText(request.remoteAddress)
            state.withLock { $0.failures[address, default: []].append(now.timeIntervalSince1970) }
            throw .unauthorized("Invalid credentials")
        }
        let second = Int(now.timeIntervalSince1970)
        let token = AccessToken(user: user.name, issuedAt: second, expiresAt: second + tokenLifetime)
            .signed(key, role: user.role)
        return (parameters.flag("raw") ? Answer.text(token) : .data(["token": .string(token)])).response
    }

    /// The user whose name and password a request has.
    private func credentialed(_ request: HTTPRequest) -> SimulatedUser? {
        guard let text = Self.credentials(request, scheme: "basic"), let bytes = Base64.decode(text) else { return nil }
        return users.first { "\($0.name):\($0.password)".utf8.elementsEqual(bytes) }
    }

    /// Fifty failed logins within five minutes block an address, right credentials or not.
    private func checkAddress(_ address: String, _ now: Date) throws(ManagerError) {
        let since = now.timeIntervalSince1970 - 300
        let failures = state.withLock { state in
            state.failures[ExactText(address)]?.removeAll { $0 < since }
            return state.failures[ExactText(address)]?.count ?? 0
        }
        guard failures < 50 else { throw .blockedAddress }
    }

    private static func credentials(_ request: HTTPRequest, scheme: String) -> String? {
        guard let field = request.fields[.authorization], field.utf8.count <= longestCredentials else { return nil }
        let parts = field.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1)
        guard parts.count == 2, String(Substring(parts[0])).lowercased().hasSameBytes(as: scheme) else { return nil }
        return String(Substring(parts[1]))
    }
}
