import Testing
import WazuhManager

struct ManagerTokenTests {
    @Test(
        "the lifetime is what the token says, whatever the manager's clock",
        arguments: [
            (900, 60), (30, 6), (10_000, 60), (4, 1),
        ])
    func lifetime(seconds: Int, margin: Int) throws {
        let token = try #require(ManagerToken(jwt: FakeManager.token(1, seconds), received: 100))
        #expect(token.lifetime == seconds && token.refreshTime == 100 + seconds - margin)
    }

    @Test(
        "what is no token is refused",
        arguments: [
            "", "abc", "a.b", "a.b.c.d", "e30..x", "<html></html>", "e30.!!!.x", "e30.bm90IGpzb24.x",
            String(repeating: "a", count: 20_000),
        ])
    func refused(text: String) { #expect(ManagerToken(jwt: text, received: 0) == nil) }

    @Test("a token without times is used for five minutes")
    func untimed() { #expect(ManagerToken(jwt: "e30.e30.x", received: 0)?.lifetime == 300) }
}
