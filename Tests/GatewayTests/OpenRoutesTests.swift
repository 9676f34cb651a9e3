import Gateway
import HTTP
import JSON
import TestSupport
import Testing

/// What everyone may ask: health, metadata, the first page.
@Suite struct OpenRoutesTests {
    @Test("/health tells versions and transports, whatever is broken", arguments: ["bearer", "none"])
    func health(authentication: String) async throws {
        let store = SwitchedState()
        let gateway = TestGateway(authentication == "none" ? .none : .bearer, state: store.shared)
        store.breakDown()
        let answer = await gateway.send(HTTPRequest(.get, "/health"), as: nil)
        #expect(answer.status == 200)
        #expect(answer.fields[.cacheControl] == "no-store")
        #expect(
            answer.json == [
                "status": "ok", "version": "1.2.3",
                "protocol_versions": ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"],
                "transports": ["streamable-http", "http+sse"], "auth": .string(authentication),
            ])
    }

    @Test(
        "the metadata names the resource as a client types it",
        arguments: [("", ""), ("/", ""), ("/mcp", "/mcp"), ("/mcp/", "/mcp"), ("/sse", "/sse"), ("/sse/", "/sse")])
    func protectedResource(path: String, resource: String) async {
        let request = HTTPRequest(.get, "/.well-known/oauth-protected-resource\(path)")
        let answer = await TestGateway().send(request, as: nil)
        #expect(answer.status == 200)
        #expect(answer.fields["access-control-allow-origin"] == "*")
        #expect(
            answer.json == [
                "resource": .string(TestGateway.url + resource), "authorization_servers": [.string(TestGateway.url)],
                "scopes_supported": ["wazuh:read", "wazuh:write"], "bearer_methods_supported": ["header"],
                "resource_name": "Wazuh MCP Server",
            ])
        #expect(await TestGateway(.none).send(request, as: nil).status == 404)
    }

    @Test(
        "the first page is for a person, or for a program that asks for JSON",
        arguments: [nil, "text/html,*/*", "application/json"])
    func index(accept: String?) async throws {
        var request = HTTPRequest(.get, "/")
        request.fields[.accept] = accept
        let answer = await TestGateway().send(request, as: nil)
        #expect(answer.status == 200)
        let addresses = ["/mcp", "/sse", "/auth/token"].map { TestGateway.url + $0 }
        guard accept == "application/json" else {
            #expect(answer.contentType == "text/html; charset=utf-8")
            #expect(answer.fields["content-security-policy"]?.contains("default-src 'none'") == true)
            for address in addresses { #expect(answer.text.contains(address)) }
            return
        }
        let json = try #require(answer.json)
        #expect(["mcp_url", "sse_url", "token_url"].map { json[$0]?.string } == addresses)
        #expect(json["name"] == "wazuh-mcp" && json["version"] == "1.2.3")
    }
}
