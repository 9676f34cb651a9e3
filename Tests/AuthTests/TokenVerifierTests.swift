import Encodings
import Auth
import Cryptography
import Encodings
import JSON
import Testing

@Suite struct TokenVerifierTests {
    private let verifier = TokenVerifier(
        secret: SignedToken.secret, issuer: SignedToken.issuer, audiences: [SignedToken.audience])

    private func rejection(_ token: String, now: Double = SignedToken.now) -> TokenRejection? {
        do throws(TokenRejection) { _ = try verifier.verify(token, now: now) } catch { return error }
        return nil
    }

    @Test(
        "A token with these claims is accepted",
        arguments: [
            [:], ["aud": .string(SignedToken.audience + "/")], ["aud": ["x", .string(SignedToken.audience)]],
            ["aud": [7, .string(SignedToken.audience)]], ["iat": nil], ["iat": 1_800_000_060], ["nbf": 1_800_000_060],
            ["exp": 1_799_999_941], ["exp": 1_800_000_600.5], ["jti": "x", "unknown": [1, ["a": nil]]],
        ] as [[String: JSON?]])
    func accepted(changes: [String: JSON?]) throws {
        let token = SignedToken.make(claims: SignedToken.claims(changes))
        #expect(try verifier.verify(token, now: SignedToken.now) == Principal(subject: "ann", scopes: ["wazuh:read"]))
    }

    @Test(
        "A token with these claims is rejected",
        arguments: [
            (["exp": nil], .noExpiry), (["exp": "1800000600"], .noExpiry), (["exp": true], .noExpiry),
            (["exp": 1_799_999_940], .expired), (["exp": -1], .expired), (["exp": 0], .expired),
            (["nbf": 1_800_000_061], .notYetValid), (["nbf": "0"], .notYetValid),
            (["iat": 1_800_000_061], .notYetValid),
            (["iat": []], .notYetValid), (["iss": nil], .wrongIssuer), (["iss": ""], .wrongIssuer),
            (["iss": .string(SignedToken.issuer + "/")], .wrongIssuer),
            (["iss": [.string(SignedToken.issuer)]], .wrongIssuer),
            (["aud": nil], .wrongAudience), (["aud": []], .wrongAudience), (["aud": ""], .wrongAudience),
            (["aud": .string(SignedToken.audience + "//")], .wrongAudience),
            (["aud": .string(SignedToken.audience + "x")], .wrongAudience), (["aud": ["x", 7]], .wrongAudience),
            (["aud": ["x": .string(SignedToken.audience)]], .wrongAudience), (["sub": nil], .noSubject),
            (["sub": ""], .noSubject), (["sub": 7], .noSubject),
            (["sub": .string(String(repeating: "a", count: 257))], .noSubject), (["scope": ["wazuh:read"]], .malformed),
        ] as [([String: JSON?], TokenRejection)])
    func rejected(changes: [String: JSON?], reason: TokenRejection) {
        #expect(rejection(SignedToken.make(claims: SignedToken.claims(changes))) == reason)
    }

    @Test(
        "A scope claim grants what it names",
        arguments: [
            (nil, ["wazuh:read"]), ("", []), ("wazuh:read", ["wazuh:read"]),
            ("wazuh:write", ["wazuh:read", "wazuh:write"]),
            ("openid  wazuh:read ", ["openid", "wazuh:read"]), ("wazuh:READ", ["wazuh:READ"]),
        ] as [(JSON?, Set<ExactText>)])
    func scopes(claim: JSON?, expected: Set<ExactText>) throws {
        let token = SignedToken.make(claims: SignedToken.claims(["scope": claim]))
        #expect(try verifier.verify(token, now: SignedToken.now).scopes == expected)
    }

    @Test(
        "A header decides nothing but HS256",
        arguments: [
            (#"{"alg":"none"}"#, .wrongAlgorithm), (#"{"alg":"None"}"#, .wrongAlgorithm),
            (#"{"alg":"hs256"}"#, .wrongAlgorithm),
            (#"{"alg":"HS512"}"#, .wrongAlgorithm), (#"{"alg":"RS256"}"#, .wrongAlgorithm),
            (#"{"alg":""}"#, .wrongAlgorithm),
            (#"{"typ":"JWT"}"#, .wrongAlgorithm), (#"{"alg":["HS256"]}"#, .wrongAlgorithm),
            (#"{"alg":null}"#, .wrongAlgorithm),
            (#"{"alg":"HS256","crit":["exp"]}"#, .wrongAlgorithm), (#"{"alg":"HS256","b64":false}"#, .wrongAlgorithm),
            (#"{"alg":"HS256","jwk":{"kty":"oct","k":"AA"}}"#, .wrongAlgorithm),
            (#"{"alg":"HS256","jku":"https://evil.example"}"#, .wrongAlgorithm),
            (#"{"alg":"HS256","x5c":[]}"#, .wrongAlgorithm),
            (#"{"alg":"HS256","x5u":"https://evil.example"}"#, .wrongAlgorithm),
            (#"{"alg":"none","alg":"HS256"}"#, .malformed), (#"{"alg":"HS256","typ":"JWE"}"#, .malformed),
            (#"{"alg":"HS256","typ":7}"#, .malformed), (#"["HS256"]"#, .malformed), ("", .malformed), ("{", .malformed),
        ] as [(String, TokenRejection)])
    func headers(header: String, reason: TokenRejection) {
        #expect(rejection(SignedToken.make(header: header)) == reason)
    }

    @Test(arguments: [
        #"{"alg":"HS256"}"#, #"{"alg":"HS256","typ":"at+jwt"}"#, #"{"typ":"jwt","alg":"HS256","kid":"1"}"#,
    ])
    func aPlainHeaderIsAccepted(header: String) {
        #expect(rejection(SignedToken.make(header: header)) == nil)
    }

    @Test(
        "What is no token is malformed",
        arguments: [
            "", ".", "..", "...", "a.b.c", "wazuh_x", " ", SignedToken.make() + ".", "." + SignedToken.make(),
            SignedToken.make() + "=", SignedToken.make() + " ", SignedToken.make() + "\n", "é.é.é",
            String(repeating: "a", count: 100_000), String(repeating: ".", count: 8_192),
        ])
    func garbage(token: String) {
        #expect(rejection(token) == .malformed)
    }

    @Test(arguments: [0, 1, 2], ["", "!", "e30", "bnVsbA", "W10", "_w", "e30=", "e3+0", "e30\0"])
    func garbageInOneSegmentIsRejected(segment: Int, text: String) {
        var parts = SignedToken.make().split(separator: ".").map(String.init)
        parts[segment] = text
        #expect(rejection(parts.joined(separator: ".")) != nil)
    }

    @Test(
        "A token that was accepted is looked at again by the clock",
        arguments: [
            ([:], 1_800_000_659.5, nil), ([:], 1_800_000_660, .expired),
            (["nbf": 1_800_000_060], 1_799_999_999.5, .notYetValid),
        ] as [([String: JSON?], Double, TokenRejection?)])
    func acceptedBefore(changes: [String: JSON?], later: Double, reason: TokenRejection?) {
        let token = SignedToken.make(claims: SignedToken.claims(changes))
        #expect(rejection(token) == nil && rejection(token) == nil)
        #expect(rejection(token, now: later) == reason)
        #expect(rejection(token) == nil)
    }

    @Test func everyFlippedBitIsRejected() {
        let token = Array(SignedToken.make().utf8)
        #expect(rejection(SignedToken.make()) == nil)
        for bit in 0..<token.count * 8 {
            var changed = token
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(rejection(String(decoding: changed, as: UTF8.self)) != nil, "bit \(bit)")
        }
    }

    @Test func signedClaimsThatAreNoObjectAreMalformed() {
        for claims in ["", "null", "[]", "7", "{", #"{"sub":"a","sub":"b"}"#] {
            #expect(rejection(SignedToken.make(claims: claims)) == .malformed)
        }
        #expect(rejection(SignedToken.make(header: Array(SignedToken.header.utf8), claims: [0xFF])) == .malformed)
    }

    @Test func anotherKeyOrAShorterSignatureIsNotOurs() {
        #expect(rejection(SignedToken.make(secret: [1, 2, 3])) == .badSignature)
        let parts = SignedToken.make().split(separator: ".")
        #expect(rejection("\(parts[0]).\(parts[1]).") == .badSignature)
        #expect(rejection("\(parts[0]).\(parts[1]).\(parts[2].dropLast(3))") == .badSignature)
    }

    @Test func aTokenOfMoreThan8KiBIsRefusedUnread() {
        let long = SignedToken.make(claims: SignedToken.claims(["x": .string(String(repeating: "a", count: 7_000))]))
        #expect(long.utf8.count > 8_192)
        #expect(rejection(long) == .malformed)
        #expect(
            rejection(
                SignedToken.make(claims: SignedToken.claims(["x": .string(String(repeating: "a", count: 5_000))])))
                == nil)
    }

    /// RFC 7515 A.1: its signature is good, and it lacks an audience.
    @Test func theTokenOfRFC7515IsUnderstoodAndRefusedForWhatItLacks() throws {
        let key = try #require(
            Base64URL.decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))
        let token =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        let verifier = TokenVerifier(secret: key, issuer: "joe", audiences: [SignedToken.audience])
        #expect(throws: TokenRejection.wrongAudience) { try verifier.verify(token, now: 1_300_819_000) }
        #expect(throws: TokenRejection.expired) { try verifier.verify(token, now: 1_300_819_440) }
        let changed = String(token.dropLast()) + "g"
        #expect(throws: TokenRejection.badSignature) { try verifier.verify(changed, now: 1_300_819_000) }
    }

    @Test(arguments: TokenRejection.allCases)
    func aReasonIsFitForAQuotedString(reason: TokenRejection) {
        #expect(
            reason.rawValue.utf8.allSatisfy {
                (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            })
    }
}
