import Auth
import Encodings
import Testing

@Suite struct AuthorizationFieldTests {
    private static let key = "wazuh_" + String(repeating: "A", count: 43)

    @Test(arguments: ["Bearer a.b.c", "bearer a.b.c", "BEARER   a.b.c", " Bearer a.b.c "])
    func aBearerTokenIsRead(value: String) {
        #expect(AuthorizationField(value) == .accessToken("a.b.c"))
    }

    @Test func anAPIKeyIsToldFromAToken() throws {
        #expect(AuthorizationField("Bearer \(Self.key)") == .apiKey(try #require(APIKey(Self.key))))
        #expect(AuthorizationField("Bearer \(Self.key)A") == .accessToken(ExactText("\(Self.key)A")))
    }

    @Test(arguments: ["", "Bearer", "Bearer ", "Basic YTpi", "a.b.c", "Bearer a b", "Bearer\ta", "Bearera.b.c", "é"])
    func anythingElseIsNoCredential(value: String) {
        #expect(AuthorizationField(value) == nil)
    }
}
