import Cryptography
import Encodings
import JSON

/// Tokens made by hand, good and bad, for verifier tests.
enum SignedToken {
    static let secret = Array("a secret of at least thirty-two bytes".utf8)
    static let issuer = "https://siem.example:8443"
    static let audience = "https://siem.example:8443/mcp"
    static let now = 1_800_000_000.0
    static let header = #"{"alg":"HS256","typ":"JWT"}"#

    /// Claims that are accepted at ``now``; a change of nil removes a claim.
    static func claims(_ changes: [String: JSON?] = [:]) -> String {
        var claims: JSONObject = [
            "iss": .string(issuer), "aud": .string(audience), "sub": "ann", "scope": "wazuh:read",
            "iat": 1_800_000_000, "exp": 1_800_000_600,
        ]
        for (name, value) in changes { claims[name] = value }
        return claims.jsonText
    }

    static func make(header: String = header, claims: String = claims(), secret: [UInt8] = secret) -> String {
        make(header: Array(header.utf8), claims: Array(claims.utf8), secret: secret)
    }

    static func make(header: [UInt8], claims: [UInt8], secret: [UInt8] = secret) -> String {
        let signed = Base64URL.encode(header) + "." + Base64URL.encode(claims)
        return signed + "." + Base64URL.encode(HMACKey(secret).authenticate(Array(signed.utf8)))
    }
}
