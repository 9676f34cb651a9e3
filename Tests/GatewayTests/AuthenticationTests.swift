import Encodings
import Auth
import Cryptography
import Encodings
import FoundationEssentials
import Gateway
import HTTP
import JSON
import MemoryState
import State
import TestSupport
import Testing

/// Who is let in, and what the others are told.
@Suite struct AuthenticationTests {
    /// Every request that needs a credential.
    static let guarded: [HTTPRequest] = [
        .modern("server/discover"), .post("/", .initialize("2025-11-25")), .post("/mcp", .initialize("2025-11-25")),
        .post("/mcp", text: "no JSON"), HTTPRequest(.post, "/mcp"), HTTPRequest(.get, "/mcp"),
        HTTPRequest(.delete, "/mcp/"),
        HTTPRequest(.get, "/sse"), .onStream("nobody's", .request("ping")),
    ]

    @Test("without a credential: 401 before anything else, with the way to one", arguments: guarded)
    func challenges(request: HTTPRequest) async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(request, as: nil)
        #expect(answer.status == 401)
        #expect(
            answer.fields[.wwwAuthenticate]
                == #"Bearer resource_metadata="\#(Self.metadata(request.path))", scope="wazuh:read""#)
        #expect(answer.fields[.cacheControl] == "no-store")
        #expect(answer.errorText?.contains("/auth/token") == true)
        #expect(gateway.publisher.published.all.isEmpty)
        #expect(try await gateway.state.sessions.count() == 0)
    }

    /// The document about the resource that a client asked for (RFC 9728 §3.1): its path is put behind the well-known one.
    private static func metadata(_ path: String) -> String {
        let resource = ["/": "", "/sse": "/sse", "/messages": "/sse"][path] ?? "/mcp"
        return "\(TestGateway.url)/.well-known/oauth-protected-resource\(resource)"
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Makes the `Authorization` field.
        let field: @Sendable (TestGateway) async throws -> String
        /// Nil when it is let in.
        let rejection: String?

        init(_ name: String, rejection: String?, _ field: @escaping @Sendable (TestGateway) async throws -> String) {
            (testDescription, self.field, self.rejection) = (name, field, rejection)
        }
    }

    private static let unknownKey = "This API key is unknown or revoked."
    private static let form = "The Authorization header must be ?Bearer? and a token or an API key."

    static let rows: [Row] = [
        Row("a token", rejection: nil) { "Bearer \($0.token("ann"))" },
        Row("a token, scheme in lower case", rejection: nil) { "bearer  \($0.token("ann"))" },
        Row("a key of the store", rejection: nil) { "Bearer \(try await $0.addKey().revealed)" },
        Row("a key of the configuration", rejection: nil) { _ in "Bearer \(try #require(configured).revealed)" },
        Row("a token of a key", rejection: nil) { gateway in
            _ = try await gateway.addKey("key_7")
            return "Bearer \(gateway.token("key_7"))"
        },
        Row("nothing behind the scheme", rejection: form) { _ in "Bearer" },
        Row("another scheme", rejection: form) { "Basic \($0.token("ann"))" },
        Row("two tokens", rejection: form) { "Bearer \($0.token("ann")) \($0.token("bob"))" },
        Row("no token", rejection: "The access token is malformed.") { _ in "Bearer x" },
        Row("no more than a prefix", rejection: "The access token is malformed.") { _ in "Bearer wazuh_" },
        Row("an old token", rejection: "The access token has expired.") {
            "Bearer \($0.token("ann", now: $0.calendar.now - 661))"
        },
        Row("a token of the future", rejection: "The access token is not valid yet.") {
            "Bearer \($0.token("ann", now: $0.calendar.now + 61))"
        },
        Row("a forged token", rejection: "The access token's signature is not ours.") { gateway in
            let parts = gateway.token("ann").split(separator: "."), other = gateway.token("admin").split(separator: ".")
            return "Bearer \(parts[0]).\(other[1]).\(parts[2])"
        },
        Row("an unsigned token", rejection: "The access token must be signed with HS256.") { gateway in
            let claims = gateway.token("ann").split(separator: ".")[1]
            return "Bearer \(Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))).\(claims)."
        },
        Row("an unknown key", rejection: unknownKey) { _ in "Bearer \(try APIKey.generate().revealed)" },
        Row("a revoked key", rejection: unknownKey) { gateway in
            let key = try await gateway.addKey()
            _ = try await gateway.state.keys.revoke(id: "key_1")
            return "Bearer \(key.revealed)"
        },
        Row("a token of a key that is nowhere", rejection: unknownKey) { "Bearer \($0.token("key_7"))" },
        Row("a token of a revoked key", rejection: unknownKey) { gateway in
            _ = try await gateway.addKey()
            _ = try await gateway.state.keys.revoke(id: "key_1")
            return "Bearer \(gateway.token("key_1"))"
        },
    ]

    private static let configured = try? APIKey.generate()

    @Test(arguments: rows)
    func letsInOrSaysWhyNot(row: Row) async throws {
        let gateway = TestGateway(configuredKey: Self.configured)
        var request = HTTPRequest.modern("tools/list")
        request.fields[.authorization] = try await row.field(gateway)
        let answer = await gateway.send(request, as: nil)
        #expect(answer.status == (row.rejection == nil ? 200 : 401), "\(answer.text.prefix(300))")
        guard let rejection = row.rejection else { return }
        #expect(
            answer.fields[.wwwAuthenticate]
                == #"Bearer resource_metadata="\#(Self.metadata("/mcp"))", scope="wazuh:read", "#
                + #"error="invalid_token", error_description="\#(rejection)""#)
        #expect(answer.errorText?.replacing("\"", with: "?") == rejection)
    }

    @Test("a token ends with its key, at the latest after the five seconds that a look at the store is good for")
    func revocationReachesTokens() async throws {
        let gateway = TestGateway()
        _ = try await gateway.addKey()
        let request = HTTPRequest.modern("tools/list")
        #expect(await gateway.send(request, as: "key_1").status == 200)
        _ = try await gateway.state.keys.revoke(id: "key_1")
        gateway.calendar.advance(by: 4)
        #expect(await gateway.send(request, as: "key_1").status == 200)
        gateway.calendar.advance(by: 1)
        #expect(await gateway.send(request, as: "key_1").status == 401)
    }

    @Test("a token of the configuration's key ends with that key, and so does its session")
    func configuredKeyReachesTokens() async throws {
        let key = try APIKey.generate()
        let state = SharedState.inMemory()
        let gateway = TestGateway(state: state, configuredKey: key)
        let grant = await gateway.send(.post("/auth/token", ["api_key": .string(key.revealed)]), as: nil)
        let bearer = "Bearer \(grant.json?["access_token"]?.string ?? "")"
        var opening = HTTPRequest.post("/mcp", .initialize("2025-11-25"))
        opening.fields[.authorization] = bearer
        let session = try #require(await gateway.send(opening, as: nil).session)
        var ping = HTTPRequest.inSession(session, .request("ping"))
        for (configured, credential, status) in [
            (key, bearer, 200), (key, "Bearer \(key.revealed)", 200), (nil, bearer, 401),
            (try APIKey.generate(), bearer, 401),
        ] {
            ping.fields[.authorization] = credential
            let answer = await TestGateway(state: state, configuredKey: configured).send(ping, as: nil)
            #expect(answer.status == status, "\(answer.text)")
        }
        let other = try APIKey.generate()
        ping.fields[.authorization] = "Bearer \(other.revealed)"
        #expect(await TestGateway(state: state, configuredKey: other).send(ping, as: nil).status == 404)
    }

    @Test("a key reads and writes what its scopes allow", arguments: [(["wazuh:read"], 403), (["wazuh:write"], 200)])
    func keysHaveScopes(scopes: [String], status: Int) async throws {
        let gateway = TestGateway()
        let key = try await gateway.addKey(scopes: scopes)
        var request = HTTPRequest.modern("tools/call", ["name": "change_it"])
        request.fields[.authorization] = "Bearer \(key.revealed)"
        #expect(await gateway.send(request, as: nil).status == status)
    }

    @Test("AUTH_MODE=none lets everyone read, and nobody write")
    func openAccessReads() async throws {
        let gateway = TestGateway(.none)
        let list = await gateway.send(.modern("tools/list"), as: nil)
        #expect(list.text.contains("report_steps") && !list.text.contains("change_it"))
        #expect(await gateway.send(.modern("tools/call", ["name": "report_steps"]), as: nil).status == 200)
        // A credential that says more is not looked at.
        let write = await gateway.send(.modern("tools/call", ["name": "change_it"]), as: "ann", scopes: Scopes.all)
        #expect(write.status == 403)
        #expect(write.fields[.wwwAuthenticate] == nil, "there is no better credential, and no metadata about one")
        let session = try #require(await gateway.send(.post("/mcp", .initialize("2025-11-25")), as: nil).session)
        #expect(await gateway.send(.inSession(session, .request("ping")), as: nil).status == 200)
    }
}
