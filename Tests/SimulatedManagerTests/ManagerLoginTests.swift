import HTTP
import JSON
import SimulatedManager
import Testing

@Suite struct ManagerLoginTests {
    @Test("a login answers with a token in JSON or raw, and the token opens the API")
    func login() throws {
        let client = ManagerClient()
        let answer = try JSON(parsing: client.login(query: "").body)
        let token = try #require(answer["data"]?["token"]?.string)
        #expect(answer["error"]?.int == 0)
        #expect(token.split(separator: ".").count == 3)
        let raw = client.login()
        #expect(raw.fields[.contentType] == "text/plain" && raw.text == token)
        #expect(client.send(.get, "/agents", token: token).status == 200)
    }

    @Test(
        "requests without a right to be there are 401 with Wazuh's words and no number",
        arguments: [
            (nil, "No authorization token provided"), ("Basic d2F6dWg6d2F6dWg=", "No authorization token provided"),
            ("Bearer a.b.c", "Invalid token"), ("Bearer", "No authorization token provided"),
            ("Bearer x", "Invalid token"),
        ] as [(String?, String)])
    func refusals(_ authorization: String?, _ detail: String) throws {
        let client = ManagerClient()
        var request = HTTPRequest(.get, "/agents")
        request.fields[.authorization] = authorization
        let response = client.manager.respond(to: request)
        #expect(response.status == 401)
        #expect(try JSON(parsing: response.body) == ["title": "Unauthorized", "detail": .string(detail)])
        #expect(response.fields[.wwwAuthenticate] == nil)
    }

    @Test("wrong credentials are 401, and fifty of them block the address")
    func wrongCredentials() throws {
        let client = ManagerClient()
        let token = client.login().text
        for _ in 0..<50 {
            #expect(try JSON(parsing: client.login("wazuh", "no").body)["detail"] == "Invalid credentials")
        }
        let blocked = client.login()
        #expect(blocked.status == 403)
        #expect(try JSON(parsing: blocked.body)["error"]?.int == 6000)
        #expect(client.send(.get, "/agents", token: token).status == 200)
        client.advance(seconds: 301)
        #expect(client.login().status == 200)
    }

    @Test("a token dies of age, of a changed bit and of a logout, not of another process")
    func tokenLife() {
        let client = ManagerClient(tokenLifetime: 30)
        let token = client.login().text
        #expect(ManagerClient().send(.get, "/agents", token: token).status == 200)
        #expect(ManagerClient(secret: "another secret").send(.get, "/agents", token: token).status == 401)
        var forged = Array(token.utf8)
        forged[forged.count / 2] ^= 1
        #expect(client.send(.get, "/agents", token: String(decoding: forged, as: UTF8.self)).status == 401)
        client.advance(seconds: 29)
        #expect(client.send(.get, "/agents", token: token).status == 200)
        client.advance(seconds: 2)
        #expect(client.send(.get, "/agents", token: token).status == 401)
    }

    @Test("a logout revokes every token of the user up to its second")
    func logout() {
        let client = ManagerClient()
        let token = client.login().text
        let other = client.login("reader").text
        #expect(client.send(.delete, "/security/user/authenticate", token: token).status == 200)
        #expect(client.send(.get, "/agents", token: token).status == 401)
        #expect(client.send(.get, "/agents", token: client.login().text).status == 401)
        #expect(client.send(.get, "/agents", token: other).status == 200)
        client.advance(seconds: 1)
        #expect(client.send(.get, "/agents", token: client.login().text).status == 200)
    }

    @Test("the limit counts every request of a minute and then starts anew")
    func rateLimit() throws {
        let client = ManagerClient(rateLimit: 3)
        let token = client.login().text
        let statuses = (0..<3).map { _ in client.send(.get, "/agents", token: token).status.rawValue }
        #expect(statuses == [200, 200, 429])
        let refused = client.send(.get, "/agents", token: token)
        #expect(try JSON(parsing: refused.body)["error"]?.int == 6001)
        #expect(refused.fields[.retryAfter] == nil)
        client.advance(seconds: 60)
        #expect(client.send(.get, "/agents", token: token).status == 200)
    }
}
