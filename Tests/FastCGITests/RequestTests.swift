import FastCGI
import HTTP
import Synchronization
import TestSupport
import Testing

/// What a handler sees of a request, and which requests none ever sees.
@Suite(.timeLimit(.minutes(1)))
struct RequestTests {
    @Test("method, path, query, fields, address and body reach the handler as they were sent")
    func handsOverTheRequest() async throws {
        let seen = Mutex<HTTPRequest?>(nil)
        try await RunningServer.with { request, exchange in
            seen.withLock { $0 = request }
            await exchange.respond(HTTPResponse(204))
        } _: { server in
            let connection = try server.connect()
            await connection.send(
                "POST", "/m%20cp?a=1?b",
                ["CONTENT_TYPE": "application/json", "HTTP_X_ONE": "1", "HTTP_ACCEPT": "a", "HTTP_ACCEPT": "b"],
                body: Array("{\"a\":1}".utf8))
            #expect(await connection.answer().status == 204)
        }
        let request = try #require(seen.withLock { $0 })
        #expect(request.method == .post)
        #expect(request.path == "/m%20cp")
        #expect(request.query == "a=1?b")
        #expect(request.fields[.contentType] == "application/json")
        #expect(request.fields["x-one"] == "1")
        #expect(request.fields.values(of: .accept) == ["a", "b"])
        #expect(request.remoteAddress == "192.0.2.7")
        #expect(request.body == Array("{\"a\":1}".utf8))
        #expect(request.gatewayParameters.isEmpty)
    }

    @Test("only the web server sets gateway parameters: a header of the same name stays a header")
    func separatesGatewayParameters() async throws {
        let parameters: KeyValuePairs = [
            "STREAM": "on", "HTTP_STREAM": "off", "HTTP_STREAMS": "x", "STREAMS": "y", "STREA": "z",
        ]
        let answer = try await exchange(parameters, gatewayParameters: ["STREAM"])
        #expect(answer.body == "gateway STREAM=on; fields stream: off, streams: x")
    }

    @Test("a Proxy header does not become the proxy of this process")
    func keepsProxyOutOfTheEnvironment() async throws {
        let answer = try await exchange(["HTTP_PROXY": "http://192.0.2.1:1"])
        #expect(answer.body == "gateway ; fields proxy: http://192.0.2.1:1")
        #expect(Environment.value("HTTP_PROXY") != "http://192.0.2.1:1")
    }

    @Test(
        "fields that may repeat, and odd but legal ones, are accepted",
        arguments: [
            (["HTTP_ACCEPT": "a", "HTTP_ACCEPT": "b"], "accept: a, accept: b"),
            (["HTTP_MCP_METHOD": "a", "HTTP_MCP_METHOD": "b"], "mcp-method: a, mcp-method: b"),
            (["HTTP_MCP_PROTOCOL_VERSION": ""], "mcp-protocol-version: "),
            (["HTTP_X_TAB": "a\tb"], "x-tab: a\tb"),
            (["HTTP_X_NAME": "größe"], "x-name: größe"),
            (["CONTENT_TYPE": "a/b", "HTTP_CONTENT_TYPE": "a/b"], "content-type: a/b"),
            (["HTTP_CONTENT_LENGTH": "99"], ""),
            (["HTTP_": "x", "HTTP_A B": "y"], ""),
        ] as [(KeyValuePairs<String, String>, String)])
    func acceptsFields(_ row: (parameters: KeyValuePairs<String, String>, fields: String)) async throws {
        let answer = try await exchange(row.parameters)
        #expect(answer.status == 200)
        #expect(answer.body == "gateway ; fields \(row.fields)")
    }

    @Test(
        "what no well-behaved client sends is refused with 400 and a reason, and no handler sees it",
        arguments: [
            (
                ["HTTP_AUTHORIZATION": "a", "HTTP_AUTHORIZATION": "a"],
                "The authorization header stands more than once."
            ),
            (["HTTP_ORIGIN": "https://a", "HTTP_ORIGIN": "https://b"], "The origin header stands more than once."),
            (["HTTP_HOST": "a", "HTTP_HOST": "b"], "The host header stands more than once."),
            (
                ["HTTP_MCP_SESSION_ID": "a", "HTTP_MCP_SESSION_ID": "b"],
                "The mcp-session-id header stands more than once."
            ),
            (
                ["HTTP_LAST_EVENT_ID": "1", "HTTP_LAST_EVENT_ID": "2"],
                "The last-event-id header stands more than once."
            ),
            (["CONTENT_TYPE": "a/b", "HTTP_CONTENT_TYPE": "c/d"], "The content-type header stands more than once."),
            (["HTTP_CONTENT_TYPE": "c/d", "CONTENT_TYPE": "a/b"], "The content-type header stands more than once."),
            (["HTTP_X_A": "a\r\nSet-Cookie: b"], "The x-a header holds control characters."),
            (["HTTP_X_A": "a\u{7F}"], "The x-a header holds control characters."),
            (["CONTENT_TYPE": "a\u{1}"], "The content-type header holds control characters."),
            (["HTTP_AUTHORIZATION": "Bearer é"], "The authorization header must be ASCII."),
            (["CONTENT_LENGTH": "-1"], "Content-Length must be a whole number."),
            (["CONTENT_LENGTH": "+1"], "Content-Length must be a whole number."),
            (["CONTENT_LENGTH": "1x"], "Content-Length must be a whole number."),
            (["CONTENT_LENGTH": "99999999999999999999"], "Content-Length must be a whole number."),
        ] as [(KeyValuePairs<String, String>, String)])
    func refusesFields(_ row: (parameters: KeyValuePairs<String, String>, message: String)) async throws {
        let answer = try await exchange(row.parameters)
        #expect(answer.status == 400)
        #expect(answer.fields.contains("content-type: application/json"))
        #expect(answer.body == #"{"error":"Bad Request","message":"\#(row.message)"}"#)
    }

    @Test("bytes that are no UTF-8 are refused with the name of the field")
    func refusesOtherEncodings() async throws {
        let answer = try await RunningServer.with(handler: describe) { server in
            let connection = try server.connect()
            await connection.send(
                FastCGIRecord.request([("REQUEST_METHOD", Array("GET".utf8)), ("HTTP_X_NAME", [0xE9])], body: []))
            return await connection.answer()
        }
        #expect(answer.status == 400)
        #expect(answer.body.contains("The x-name header holds bytes that are no UTF-8."))
    }

    @Test("a connection that sends something else than FastCGI is closed, and the next one is served")
    func closesOtherProtocols() async throws {
        try await RunningServer.with(handler: describe) { server in
            let stranger = try server.connect()
            await stranger.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            #expect(await stranger.receive() == nil)
            let connection = try server.connect()
            await connection.send("GET", "/")
            #expect(await connection.answer().status == 200)
        }
    }

    @Test("what a message repeats of a field's name has a bound")
    func boundsWhatItRepeats() async throws {
        let name = String(repeating: "N", count: 5_000)
        let answer = try await exchange([("HTTP_" + name): "a\u{1}"])
        #expect(answer.status == 400)
        #expect(answer.body.utf8.count < 250)
        #expect(
            answer.body.contains("The " + String(repeating: "n", count: 100) + "… header holds control characters."))
    }

    private func exchange(
        _ parameters: KeyValuePairs<String, String>, gatewayParameters: Set<String> = []
    ) async throws -> FastCGIAnswer {
        try await RunningServer.with(gatewayParameters: gatewayParameters, handler: describe) { server in
            let connection = try server.connect()
            await connection.send("GET", "/", parameters)
            return await connection.answer()
        }
    }
}

/// Answers with what it sees of the request beside method and path.
private let describe: HTTPHandler = { request, exchange in
    let gateway = request.gatewayParameters.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    let fields = request.fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    await exchange.respond(HTTPResponse(200, body: Array("gateway \(gateway); fields \(fields)".utf8)))
}
