import Cryptography
import Encodings
import FoundationEssentials
import JSON

/// A bearer token of the API: a JWT that every process with the same secret accepts.
///
/// Wazuh signs with ES512; no client may look inside, so a keyed hash serves here.
struct AccessToken: Sendable, Hashable {
    let user: String
    /// Seconds since 1970.
    let issuedAt: Int
    let expiresAt: Int

    private static let head = Base64URL.encode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

    /// The token as text.
    func signed(_ key: HMACKey, role: SimulatedRole) -> String {
        let claims: JSON = [
            "iss": "wazuh", "aud": "Wazuh API REST", "nbf": .integer(Int64(issuedAt)),
            "exp": .integer(Int64(expiresAt)),
            "sub": .string(user), "run_as": false, "rbac_roles": [.integer(Int64(role.id))], "rbac_mode": "white",
        ]
        let content = "\(Self.head).\(Base64URL.encode(claims.jsonBytes))"
        return "\(content).\(Base64URL.encode(key.authenticate(Array(content.utf8))))"
    }

    /// Reads a token; nil when it is malformed, forged or expired.
    init?(_ text: String, key: HMACKey, now: Date) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let code = Base64URL.decode(String(parts[2])),
            key.isValid(code, for: Array(text.utf8.prefix(text.utf8.count - parts[2].utf8.count - 1))),
            let claims = Base64URL.decode(String(parts[1])), let root = try? JSONDocument(parsing: claims).root,
            let user = root["sub"]?.string, let issuedAt = root["nbf"]?.int, let expiresAt = root["exp"]?.int,
            now.timeIntervalSince1970 < Double(expiresAt)
        else { return nil }
        self.user = user
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }

    init(user: String, issuedAt: Int, expiresAt: Int) {
        self.user = user
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}
