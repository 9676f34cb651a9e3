import Auth
import Cryptography
import Encodings
import JSON
import TestSupport
import Testing

/// Credentials of strangers: compared as bytes, for the same cost whatever they hold.
@Suite struct PathologicalAuthTests {
    private static let verifier = TokenVerifier(
        secret: SignedToken.secret, issuer: SignedToken.issuer, audiences: [SignedToken.audience])

    /// What a stranger can put into a token; the second list takes a key of ours.
    private static let headers: [@Sendable (String) -> JSONObject] = [
        { ["alg": .string($0)] }, { ["alg": "HS256", "typ": .string($0)] }, { ["alg": "HS256", "kid": .string($0)] },
        { ["alg": "HS256", $0: 1] }, { [$0 + "1": 1, $0 + "2": 1, $0 + "3": 1] },
    ]
    private static let claims: [@Sendable (String) -> [String: JSON?]] = [
        { ["iss": .string($0)] }, { ["aud": .string($0)] }, { ["aud": [.string($0), .string($0 + "/")]] },
        { ["sub": .string($0)] }, { ["scope": .string($0)] }, { [$0: 1] },
    ]

    // Tokens of this length are not remembered, so that each is checked in full.
    @Test("a token costs the same whatever its header holds", arguments: headers.indices)
    func headerCost(index: Int) {
        CPUCost.expectAnyTextCostsLikeASCII(
            sending: { text in
                Array(SignedToken.make(header: Self.headers[index](text.text(bytes: 2_400)).jsonText).utf8)
            }, preparing: { String(decoding: $0, as: UTF8.self) }
        ) { token in
            for _ in 0..<5 { _ = try? Self.verifier.verify(token, now: SignedToken.now) }
        }
    }

    @Test("a signed token costs the same whatever its claims hold", arguments: claims.indices)
    func claimsCost(index: Int) {
        CPUCost.expectAnyTextCostsLikeASCII(
            sending: { text in
                let claims = SignedToken.claims(Self.claims[index](text.text(bytes: 2_400)))
                return Array(SignedToken.make(claims: claims).utf8)
            }, preparing: { String(decoding: $0, as: UTF8.self) }
        ) { token in
            for _ in 0..<5 { _ = try? Self.verifier.verify(token, now: SignedToken.now) }
        }
    }

    @Test("an Authorization field, a key and a token cost the same for any text")
    func credentialCost() {
        CPUCost.expectAnyTextCostsLikeASCII(bytes: 1_024) { _ = AuthorizationField("Bearer \($0)") }
        CPUCost.expectAnyTextCostsLikeASCII(bytes: 1_024) { _ = AuthorizationField($0) }
        CPUCost.expectAnyTextCostsLikeASCII { _ = APIKey($0) }
        CPUCost.expectAnyTextCostsLikeASCII { _ = APIKey("wazuh_\($0)") }
        CPUCost.expectAnyTextCostsLikeASCII { _ = try? Self.verifier.verify($0, now: SignedToken.now) }
    }

    @Test("subjects and scopes that only look alike are not the same", arguments: PathologicalText.lookAlikes)
    func lookAlikes(left: String, right: String) throws {
        let principals = try [left, right].map { text in
            let claims = SignedToken.claims(["sub": .string("x\(text)"), "scope": .string("x\(text)")])
            return try Self.verifier.verify(SignedToken.make(claims: claims), now: SignedToken.now)
        }
        #expect(principals[0] != principals[1] && Set(principals).count == 2)
        #expect(principals[0].subject == ExactText("x\(left)") && principals[0].scopes == [ExactText("x\(left)")])
    }

    @Test("an issuer or audience that only looks like ours is another's")
    func lookAlikeIssuer() {
        let verifier = TokenVerifier(
            secret: SignedToken.secret, issuer: "https://é.example", audiences: ["https://é.example/mcp"])
        let rejection = { (issuer: String, audience: String) in
            let claims = SignedToken.claims(["iss": .string(issuer), "aud": .string(audience)])
            return #expect(throws: TokenRejection.self) {
                _ = try verifier.verify(SignedToken.make(claims: claims), now: SignedToken.now)
            }
        }
        #expect(rejection("https://e\u{301}.example", "https://é.example/mcp") == .wrongIssuer)
        #expect(rejection("https://é.example", "https://e\u{301}.example/mcp") == .wrongAudience)
    }

    @Test("texts in a header are bounded", arguments: [(256, true), (257, false)])
    func headerBounds(length: Int, isAccepted: Bool) {
        let header: JSON = ["alg": "HS256", "kid": .string(String(repeating: "k", count: length))]
        let token = SignedToken.make(header: header.jsonText)
        #expect(((try? Self.verifier.verify(token, now: SignedToken.now)) != nil) == isAccepted)
    }
}
