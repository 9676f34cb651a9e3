import Encodings
import Auth
import Gateway
import HTTP
import JSON
import MemoryState
import State
import TestSupport
import Testing

/// `POST /auth/token`: an access token for an API key.
@Suite struct TokenEndpointTests {
    @Test(
        "a key gives a token with its scopes, which opens the door",
        arguments: [["wazuh:read"], ["wazuh:write", "wazuh:read"]])
    func exchanges(scopes: [String]) async throws {
        let gateway = TestGateway()
        let key = try await gateway.addKey(scopes: scopes)
        let answer = await gateway.send(
            .post("/auth/token", ["api_key": .string(key.revealed)], ["x-other": "1"]), as: nil)
        #expect(answer.status == 200)
        #expect(answer.fields[.cacheControl] == "no-store")
        #expect(answer.json?.object?.names == ["access_token", "token_type", "expires_in", "scope"])
        #expect(answer.json?["token_type"] == "bearer")
        #expect(answer.json?["expires_in"] == 600)
        #expect(answer.json?["scope"]?.string == scopes.sorted().joined(separator: " "))
        var request = HTTPRequest.modern("tools/call", ["name": "change_it"])
        request.fields[.authorization] = "Bearer \(answer.json?["access_token"]?.string ?? "")"
        #expect(await gateway.send(request, as: nil).status == (scopes.count == 2 ? 200 : 403))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let body: String
        var type: String? = "application/json"
        let status: Int
    }

    /// `KEY` stands for a key that is known, `REVOKED` for one that was.
    static let rows: [Row] = [
        Row(
            testDescription: "with a character set", body: #"{"api_key":"KEY"}"#,
            type: "application/json; charset=utf-8", status: 200),
        Row(testDescription: "type in upper case", body: #"{"api_key":"KEY"}"#, type: "APPLICATION/JSON", status: 200),
        Row(testDescription: "other members", body: #"{"grant":"x","api_key":"KEY"}"#, status: 200),
        Row(testDescription: "a form", body: "api_key=KEY", type: "application/x-www-form-urlencoded", status: 400),
        Row(testDescription: "JSON declared as text", body: #"{"api_key":"KEY"}"#, type: "text/plain", status: 400),
        Row(testDescription: "no type", body: #"{"api_key":"KEY"}"#, type: nil, status: 400),
        Row(testDescription: "nothing", body: "", status: 400),
        Row(testDescription: "no object", body: #"["KEY"]"#, status: 400),
        Row(testDescription: "no key", body: "{}", status: 400),
        Row(testDescription: "a number", body: #"{"api_key":1}"#, status: 400),
        Row(testDescription: "two keys", body: #"{"api_key":"KEY","api_key":"KEY"}"#, status: 400),
        Row(testDescription: "an empty key", body: #"{"api_key":""}"#, status: 401),
        Row(testDescription: "no key of ours", body: #"{"api_key":"sk-KEY"}"#, status: 401),
        Row(testDescription: "a longer key", body: #"{"api_key":"KEYx"}"#, status: 401),
        Row(testDescription: "a revoked key", body: #"{"api_key":"REVOKED"}"#, status: 401),
    ]

    @Test(arguments: rows)
    func acceptsKeysOnly(row: Row) async throws {
        let gateway = TestGateway()
        let (key, revoked) = (try await gateway.addKey(), try await gateway.addKey("key_2"))
        _ = try await gateway.state.keys.revoke(id: "key_2")
        let body = row.body.replacing("KEY", with: key.revealed).replacing("REVOKED", with: revoked.revealed)
        var request = HTTPRequest.post("/auth/token", text: body)
        request.fields[.contentType] = row.type
        let answer = await gateway.send(request, as: nil)
        #expect(answer.status == row.status)
        #expect((answer.json?["access_token"] != nil) == (row.status == 200))
        #expect((answer.fields[.wwwAuthenticate] != nil) == (row.status == 401))
        if row.status != 200 { #expect(answer.errorText?.isEmpty == false) }
        #expect(!answer.text.contains(key.revealed))
    }

    @Test("a server without authentication gives no tokens")
    func givesNothingWhenOpen() async throws {
        let gateway = TestGateway(.none)
        let key = try await gateway.addKey()
        let answer = await gateway.send(.post("/auth/token", ["api_key": .string(key.revealed)]), as: nil)
        #expect(answer.status == 404)
        #expect(answer.fields[.wwwAuthenticate] == nil)
        #expect(answer.errorText?.contains("AUTH_MODE") == true)
    }
}
