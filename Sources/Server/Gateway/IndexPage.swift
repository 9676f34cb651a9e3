import HTTP
import JSON
import MCP

/// `GET /`: says what this is and how to connect, to a person or to a program.
struct IndexPage: Sendable {
    private let settings: GatewaySettings

    private let server: ServerInfo

    init(_ settings: GatewaySettings, _ server: ServerInfo) {
        self.settings = settings
        self.server = server
    }

    func response(to request: HTTPRequest) -> HTTPResponse {
        let wantsJSON = request.fields.prefer(.json, to: .html)
        guard !wantsJSON else { return .json(200, description.jsonBytes) }
        let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        return HTTPResponse(
            200, fields: [.contentType: "text/html; charset=utf-8", "content-security-policy": policy],
            body: Array(page.utf8))
    }

    private var url: String { settings.publicURL }

    private var description: JSON {
        [
            "name": .string(server.name), "version": .string(server.version),
            "description": .string(server.description), "mcp_url": .string("\(url)/mcp"),
            "sse_url": .string("\(url)/sse"), "token_url": .string("\(url)/auth/token"),
            "health_url": .string("\(url)/health"), "ready_url": .string("\(url)/ready"),
        ]
    }

    private var page: String {
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(server.title)</title>
        <style>
        :root { color-scheme: light dark }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
        code, pre { font: 14px/1.5 ui-monospace, monospace }
        pre { padding: .75rem 1rem; overflow-x: auto; border: 1px solid #8886; border-radius: 6px }
        </style>
        <h1>\(server.title)</h1>
        <p>\(server.description) Version \(server.version).</p>
        <h2>Connect</h2>
        <p>Streamable HTTP: <code>\(url)/mcp</code><br>HTTP with SSE: <code>\(url)/sse</code></p>
        <p>Claude Code:</p>
        <pre>claude mcp add --transport http wazuh \(url)/mcp --header "Authorization: Bearer $TOKEN"</pre>
        <p>Claude Desktop, by mcp-remote:</p>
        <pre>npx mcp-remote \(url)/mcp --header "Authorization: Bearer $TOKEN"</pre>
        <h2>Get a token</h2>
        <pre>curl \(url)/auth/token -H 'Content-Type: application/json' -d '{"api_key": "wazuh_…"}'</pre>
        <p>State: <a href="/health">/health</a>, <a href="/ready">/ready</a></p>
        </html>

        """
    }
}
