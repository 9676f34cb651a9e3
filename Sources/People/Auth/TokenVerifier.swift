import Cryptography
import Encodings
import JSON

/// Checks access tokens (RFC 7519 §7.2, RFC 8725): the key fixes the algorithm, the token never does.
package struct TokenVerifier: Sendable {
    private static let longestToken = 8_192
    /// The longest subject and the longest text of a header, in bytes.
    private static let longestName = 256
    /// How far clocks may differ, in seconds.
    private static let tolerance = 60.0

    private let key: HMACKey
    private let issuer: ExactText
    private let audiences: Set<ExactText>
    private let verified = VerifiedTokens()

    /// - Parameters:
    ///   - secret: the bytes of `AUTH_SECRET_KEY`.
    ///   - issuer: the only issuer that is accepted.
    ///   - audiences: the audiences of which a token must name one; a slash at the end makes no difference.
    package init(secret: [UInt8], issuer: String, audiences: [String]) {
        key = HMACKey(secret)
        self.issuer = ExactText(issuer)
        self.audiences = Set(audiences.map(Self.withoutSlash))
    }

    /// The caller that a token names.
    /// - Parameters:
    ///   - token: the token in compact form.
    ///   - now: seconds since 1970.
    /// - Returns: the subject with its scopes.
    /// - Throws: ``TokenRejection``.
    package func verify(_ token: String, now: Double) throws(TokenRejection) -> Principal {
        guard token.utf8.count <= Self.longestToken else { throw .malformed }
        if let principal = verified.principal(of: ExactText(token), now: now) { return principal }
        let bytes = Array(token.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .malformed }
        try checkHeader(parts[0])
        guard let signature = Base64URL.decode(parts[2]) else { throw .malformed }
        let signed = bytes[..<(parts[1].endIndex)]
        guard key.isValid(signature, for: signed) else { throw .badSignature }
        let claims = try Self.object(parts[1])
        let validity = try Self.validity(claims)
        guard now < validity.upperBound else { throw .expired }
        guard validity.contains(now) else { throw .notYetValid }
        let principal = try principal(claims: claims)
        verified.remember(ExactText(token), of: principal, during: validity)
        return principal
    }

    private func checkHeader(_ part: ArraySlice<UInt8>) throws(TokenRejection) {
        let header = try Self.object(part)
        guard header["alg"] == "HS256" else { throw .wrongAlgorithm }
        // An extension that must be understood is none that we understand.
        guard header["crit"] == nil, header["b64"] == nil else { throw .wrongAlgorithm }
        // A key that comes with the token proves nothing; one that sends it takes us for another kind of server.
        guard ["jwk", "jku", "x5c", "x5u"].allSatisfy({ header[$0] == nil }) else { throw .wrongAlgorithm }
        if let type = header["typ"] {
            let names: [StaticString] = ["jwt", "at+jwt", "application/at+jwt"]
            guard let type = type.string,
                names.contains(where: { type.utf8Span.span.isName($0, in: 0..<type.utf8.count) })
            else { throw .malformed }
        }
        guard header.allSatisfy({ ($0.value.string ?? "").utf8.count <= Self.longestName }) else { throw .malformed }
    }

    /// When a token is good, by our clock.
    private static func validity(_ claims: JSONObject) throws(TokenRejection) -> Range<Double> {
        guard let expiry = claims["exp"]?.double else { throw .noExpiry }
        var start = -Double.infinity
        for name in ["nbf", "iat"] {
            guard let claim = claims[name] else { continue }
            guard let time = claim.double else { throw .notYetValid }
            start = max(start, time - tolerance)
        }
        let end = expiry + tolerance
        return min(start, end)..<end
    }

    private func principal(claims: JSONObject) throws(TokenRejection) -> Principal {
        guard claims["iss"]?.string.map({ ExactText($0) }) == issuer else { throw .wrongIssuer }
        let named = claims["aud"]?.array?.map(\.string) ?? [claims["aud"]?.string]
        guard named.contains(where: { $0.map { audiences.contains(Self.withoutSlash($0)) } ?? false }) else {
            throw .wrongAudience
        }
        guard let subject = claims["sub"]?.string, (1...Self.longestName).contains(subject.utf8.count) else {
            throw .noSubject
        }
        return Principal(subject: ExactText(subject), scopes: try Self.scopes(claims["scope"]))
    }

    /// A token without a scope claim can read.
    private static func scopes(_ claim: JSON?) throws(TokenRejection) -> Set<ExactText> {
        guard let claim else { return [ExactText(Scopes.read)] }
        guard let text = claim.string else { throw .malformed }
        return Set(text.utf8.split(separator: UInt8(ascii: " ")).map { ExactText(Substring($0)) })
    }

    private static func object(_ part: ArraySlice<UInt8>) throws(TokenRejection) -> JSONObject {
        guard let bytes = Base64URL.decode(part), let object = (try? JSON(parsing: bytes, maximumDepth: 8))?.object
        else {
            throw .malformed
        }
        return object
    }

    private static func withoutSlash(_ text: String) -> ExactText {
        text.utf8.last == UInt8(ascii: "/") ? ExactText(Substring(text.utf8.dropLast())) : ExactText(text)
    }
}

/// Why a token is not accepted; the raw value is safe to show.
package enum TokenRejection: String, Error, Sendable, Hashable, CaseIterable {
    case malformed = "The access token is malformed."
    case wrongAlgorithm = "The access token must be signed with HS256."
    case badSignature = "The access token's signature is not ours."
    case noExpiry = "The access token has no expiry time."
    case expired = "The access token has expired."
    case notYetValid = "The access token is not valid yet."
    case wrongIssuer = "The access token comes from another issuer."
    case wrongAudience = "The access token is meant for another server."
    case noSubject = "The access token names no subject."
}
