package import Cryptography
package import Encodings
package import JSON

/// Makes access tokens: JSON Web Tokens signed by HMAC-SHA256 (RFC 7519, RFC 7518 §3.2).
package struct TokenIssuer: Sendable {
    private let key: HMACKey
    private let issuer: String
    private let audience: String
    /// In seconds.
    package let lifetime: Int

    /// - Parameters:
    ///   - secret: the bytes of `AUTH_SECRET_KEY`.
    ///   - issuer: the `iss` claim.
    ///   - audience: the `aud` claim.
    ///   - lifetime: how long a token is valid, in seconds.
    package init(secret: [UInt8], issuer: String, audience: String, lifetime: Int) {
        key = HMACKey(secret)
        self.issuer = issuer
        self.audience = audience
        self.lifetime = lifetime
    }

    /// Makes a token.
    /// - Parameters:
    ///   - subject: the `sub` claim.
    ///   - scopes: what it allows.
    ///   - now: seconds since 1970.
    /// - Returns: the token with what it allows.
    /// - Throws: ``CryptographyError`` when the system has no randomness.
    package func issue(to subject: ExactText, scopes: [String], now: Int) throws(CryptographyError) -> TokenGrant {
        let scope = scopes.joined(separator: " ")
        let claims: JSON = [
            "iss": .string(issuer), "aud": .string(audience), "sub": .string(subject.string), "scope": .string(scope),
            "iat": .integer(Int64(now)), "nbf": .integer(Int64(now)), "exp": .integer(Int64(now + lifetime)),
            "jti": .string(Base64URL.encode(try Random.bytes(16))),
        ]
        let header: JSON = ["alg": "HS256", "typ": "JWT"]
        let signed = Base64URL.encode(header.jsonBytes) + "." + Base64URL.encode(claims.jsonBytes)
        let signature = Base64URL.encode(key.authenticate(Array(signed.utf8)))
        return TokenGrant(accessToken: "\(signed).\(signature)", lifetime: lifetime, scope: scope)
    }
}

/// The answer of the token endpoint (RFC 6749 §5.1).
package struct TokenGrant: Sendable, Hashable {
    package let accessToken: String
    /// In seconds.
    package let lifetime: Int
    package let scope: String
}

extension TokenGrant: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("access_token", accessToken)
            writer.member("token_type", "bearer")
            writer.member("expires_in", lifetime)
            writer.member("scope", scope)
        }
    }
}
