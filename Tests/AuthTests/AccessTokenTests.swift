import Encodings
import Auth
import Cryptography
import Encodings
import JSON
import Testing

@Suite struct AccessTokenTests {
    private let issuer = TokenIssuer(
        secret: SignedToken.secret, issuer: SignedToken.issuer, audience: SignedToken.audience, lifetime: 86_400)

    @Test func whatIsIssuedIsAcceptedUntilItExpires() throws {
        let verifier = TokenVerifier(
            secret: SignedToken.secret, issuer: SignedToken.issuer, audiences: [SignedToken.audience])
        let grant = try issuer.issue(to: "key_1", scopes: ["wazuh:write"], now: 1_800_000_000)
        let principal = try verifier.verify(grant.accessToken, now: 1_800_086_459)
        #expect(principal == Principal(subject: "key_1", scopes: ["wazuh:read", "wazuh:write"]))
        #expect(throws: TokenRejection.expired) { try verifier.verify(grant.accessToken, now: 1_800_086_460) }
    }

    @Test func twoTokensOfOneSecondDiffer() throws {
        let tokens = try (0..<2).map { _ in try issuer.issue(to: "a", scopes: [], now: 1).accessToken }
        #expect(tokens[0] != tokens[1])
    }

    @Test func theAnswerIsThatOfTheTokenEndpoint() throws {
        let grant = try issuer.issue(to: "a", scopes: Scopes.all, now: 1_800_000_000)
        let expected: JSON = [
            "access_token": .string(grant.accessToken), "token_type": "bearer", "expires_in": 86_400,
            "scope": "wazuh:read wazuh:write",
        ]
        #expect(try JSON(parsing: grant.jsonBytes) == expected)
    }
}
