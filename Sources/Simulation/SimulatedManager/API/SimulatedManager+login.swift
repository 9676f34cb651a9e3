import Cryptography
import Encodings
import FoundationEssentials
import HTTP
import Synchronization
import JSON

extension SimulatedManager {
    /// Logs in (POST, GET) or out (DELETE) at `/security/user/authenticate`.
    func authenticate(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> HTTPResponse {
        switch request.method {
        case .post, .get: return try login(request, now)
        case .delete:
            let user = try authorized(request, now)
            // The server compares whole seconds: a token made within the second of the logout is refused as well.
            state.withLock { $0.revokedAt[user.name] = Int(now.timeIntervalSince1970) }
            return Answer.message("User \(user.name) was successfully logged out").response
        default: throw .wrongMethod
        }
    }

    /// The user behind the bearer token of a request.
    func authorized(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> SimulatedUser {
        guard let field = request.fields[.authorization], let text = Self.credentials(field, scheme: "bearer") else {
            throw .unauthorized("No authorization token provided")
        }
        let revoked = state.withLock { $0.revokedAt }
        guard let token = AccessToken(text, key: key, now: now),
            let user = users.first(where: { $0.name == token.user }),
            token.issuedAt > revoked[user.name] ?? Int.min, !refusesToken()
        else { throw .unauthorized("Invalid token") }
        return user
    }

    private func refusesToken() -> Bool {
        guard faults.refusesTokenOnce else { return false }
        return state.withLock { state in
            defer { state.hasRefusedToken = true }
            return !state.hasRefusedToken
        }
    }

    private func login(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> HTTPResponse {
        let parameters = try RequestParameters(path: [:], query: request.query, endpoint: .login)
        try checkAddress(request.remoteAddress, now)
        guard let field = request.fields[.authorization] else {
            throw .unauthorized("No authorization token provided")
        }
        guard let user = user(behind: field) else {
            state.withLock { $0.failedLogins[request.remoteAddress, default: []].append(now.timeIntervalSince1970) }
            throw .unauthorized("Invalid credentials")
        }
        let second = Int(now.timeIntervalSince1970)
        let token = AccessToken(user: user.name, issuedAt: second, expiresAt: second + tokenLifetime)
            .signed(key, role: user.role)
        if parameters.flag("raw") { return Answer.text(token, contentType: "text/plain").response }
        return Answer.data(["token": .string(token)]).response
    }

    private func user(behind field: String) -> SimulatedUser? {
        guard let text = Self.credentials(field, scheme: "basic"), let bytes = Base64.decode(text),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        let name = String(decoding: bytes[..<colon], as: UTF8.self)
        let password = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
        return users.first { $0.name == name && $0.password == password }
    }

    /// Fifty failed logins within five minutes block an address, right credentials or not.
    private func checkAddress(_ address: String, _ now: Date) throws(ManagerError) {
        let since = now.timeIntervalSince1970 - 300
        let failures = state.withLock { state in
            state.failedLogins[address]?.removeAll { $0 < since }
            return state.failedLogins[address]?.count ?? 0
        }
        guard failures < 50 else { throw .blockedAddress }
    }

    private static func credentials(_ field: String, scheme: String) -> String? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
        return String(parts[1])
    }
}
