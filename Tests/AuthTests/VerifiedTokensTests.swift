import Auth
import Encodings
import Testing

@Suite struct VerifiedTokensTests {
    private let principal = Principal(subject: "ann", scopes: ["wazuh:read"])

    @Test("a token is known while it is good", arguments: [(99.5, false), (100, true), (199.5, true), (200, false)])
    func validity(now: Double, isKnown: Bool) {
        let tokens = VerifiedTokens()
        tokens.remember("a.b.c", of: principal, during: 100..<200)
        #expect((tokens.principal(of: "a.b.c", now: now) == principal) == isKnown)
        #expect(tokens.principal(of: "a.b.d", now: 150) == nil)
    }

    @Test("texts that only look alike are two tokens")
    func lookAlikes() {
        let tokens = VerifiedTokens()
        tokens.remember("\u{E9}", of: principal, during: 0..<1)
        #expect(tokens.principal(of: "e\u{301}", now: 0) == nil && tokens.principal(of: "\u{E9}", now: 0) == principal)
    }

    @Test("there is an upper bound, and what is used stays")
    func bound() {
        let tokens = VerifiedTokens(capacity: 100)
        let names = (0..<1_000).map { ExactText("token \($0)") }
        for name in names {
            tokens.remember(name, of: principal, during: 0..<1)
            #expect(tokens.principal(of: names[0], now: 0) == principal)
        }
        #expect(names.count { tokens.principal(of: $0, now: 0) != nil } <= 100)
    }

    @Test("a token that is too long to keep is not kept", arguments: [(2_048, true), (2_049, false)])
    func length(count: Int, isKept: Bool) {
        let tokens = VerifiedTokens()
        let token = ExactText(String(repeating: "a", count: count))
        tokens.remember(token, of: principal, during: 0..<1)
        #expect((tokens.principal(of: token, now: 0) != nil) == isKept)
    }
}
