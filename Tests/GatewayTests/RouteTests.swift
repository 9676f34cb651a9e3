import HTTP
import JSON
import TestSupport
import Testing

/// Paths, methods, content types and bodies that nobody asked for.
@Suite struct RouteTests {
    static let unknown = [
        "/nothing", "/mcp/x", "/mcp//", "//mcp", "/MCP", "/mcp%2f", "/sse/..", "", "/auth", "/auth/token/x", "/.env",
        "/.well-known/oauth-protected-resource/messages", "/.well-known/openid-configuration", "/internal/stream/x",
    ]

    @Test("an unknown path is 404 as JSON", arguments: unknown)
    func refusesUnknownPaths(path: String) async {
        for method in [HTTPMethod.get, .post, .delete] {
            let answer = await TestGateway().send(HTTPRequest(method, path))
            #expect(answer.status == 404)
            #expect(answer.contentType == "application/json")
            #expect(answer.json?["error"] == "Not Found")
            #expect(answer.json?["jsonrpc"] == nil)
        }
    }

    static let methods: [(String, [HTTPMethod])] = [
        ("/", [.get, .post]), ("/mcp", [.post, .get, .delete]), ("/sse", [.get]), ("/messages", [.post]),
        ("/auth/token", [.post]), ("/health", [.get]), ("/ready", [.get]),
        ("/.well-known/oauth-protected-resource", [.get]), ("/.well-known/oauth-protected-resource/mcp", [.get]),
        ("/.well-known/oauth-protected-resource/sse", [.get]),
    ]

    @Test("a method that a path lacks is 405 with those it has, credential or not", arguments: methods)
    func refusesOtherMethods(path: String, allowed: [HTTPMethod]) async {
        let gateway = TestGateway()
        let all: [HTTPMethod] = [
            .get, .head, .post, .put, .delete, HTTPMethod(rawValue: "OPTIONS"), HTTPMethod(rawValue: "PATCH"),
        ]
        for method in all where !allowed.contains(method) {
            for path in Set([path, path.hasSuffix("/") ? path : "\(path)/"]) {
                let answer = await gateway.send(HTTPRequest(method, path), as: nil)
                #expect(answer.status == 405, "\(method) \(path)")
                #expect(answer.fields[.allow] == allowed.map(\.rawValue).joined(separator: ", "))
                #expect(answer.contentType == "application/json")
            }
        }
    }

    @Test(
        "a body that is not declared as JSON is 415",
        arguments: [
            (nil, 415), ("", 415), ("text/plain", 415), ("application/ json", 415), ("application/json-rpc", 415),
            ("application/jsonx", 415),
            ("multipart/form-data; boundary=application/json", 415), ("application/x-www-form-urlencoded", 415),
            ("application/json", 200), ("application/json;charset=utf-8", 200),
            ("Application/JSON ; charset=UTF-8", 200),
        ] as [(String?, Int)])
    func wantsJSON(type: String?, status: Int) async {
        for path in ["/mcp", "/"] {
            var request = HTTPRequest.modern("server/discover")
            request.path = path
            request.fields[.contentType] = type
            let answer = await TestGateway().send(request)
            #expect(answer.status == status)
            #expect(answer.contentType == "application/json")
        }
    }

    struct Body: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let code: Int
        let id: JSON?

        init(_ name: String, _ bytes: [UInt8], _ code: Int, id: JSON? = nil) {
            (testDescription, self.bytes, self.code, self.id) = (name, bytes, code, id)
        }

        init(_ name: String, _ text: String, _ code: Int, id: JSON? = nil) {
            self.init(name, Array(text.utf8), code, id: id)
        }
    }

    private static func message(_ id: String) -> String { #"{"jsonrpc":"2.0","method":"ping","id":\#(id)}"# }
    private static let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)

    static let bodies: [Body] = [
        Body("empty", "", -32700),
        Body("blanks", " \n\t ", -32700),
        Body("no JSON", "hello", -32700),
        Body("cut off", #"{"jsonrpc":"2.0","id":1,"method":"pi"#, -32700),
        Body("two messages", message("1") + message("2"), -32700),
        Body("with a comment", message("1") + " // hello", -32700),
        Body("10,000 arrays deep", deep, -32700),
        Body("10,000 arrays deep inside", #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":\#(deep)}}"#, -32700),
        Body("100,000 arrays that do not close", String(repeating: "[", count: 100_000), -32700),
        Body(
            "10,000 objects deep",
            String(repeating: #"{"a":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_000), -32700),
        Body(
            "a byte that is no UTF-8", Array(#"{"jsonrpc":"2.0","id":1,"method":""#.utf8) + [0xFF] + Array("\"}".utf8),
            -32700),
        Body("an overlong sequence", Array(#"{"a":""#.utf8) + [0xC0, 0x80] + Array("\"}".utf8), -32700),
        Body("half of a surrogate pair", #"{"jsonrpc":"2.0","id":1,"method":"\ud800"}"#, -32700),
        Body("a byte order mark", [0xEF, 0xBB, 0xBF] + Array(message("1").utf8), -32700),
        Body("UTF-16", [0xFF, 0xFE] + message("1").utf8.flatMap { [$0, 0] }, -32700),
        Body("a NUL in front", [0] + Array(message("1").utf8), -32700),
        Body(
            "a NUL in a string", Array(#"{"jsonrpc":"2.0","id":1,"method":"p"#.utf8) + [0] + Array("\"}".utf8), -32700),
        Body("a NUL behind", Array(message("1").utf8) + [0], -32700),
        Body("a line break in a string", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"p\n\"}", -32700),
        Body("a number past all ranges", message("1e400"), -32700),
        Body("a number with leading zeros", message("01"), -32700),
        Body("no number", message("NaN"), -32700),
        Body("a member twice", #"{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}"#, -32600),
        Body("a member twice, once escaped", #"{"jsonrpc":"2.0","id":1,"method":"ping","\u0069d":2}"#, -32600),
        Body(
            "a member twice, deep inside", #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":{"b":1,"b":2}}}"#,
            -32600),
        Body("null", "null", -32600),
        Body("a number", "1", -32600),
        Body("a string", #""ping""#, -32600),
        Body("an empty object", "{}", -32600),
        Body("no protocol", #"{"id":1,"method":"ping"}"#, -32600, id: 1),
        Body("another protocol", #"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600, id: 1),
        Body("protocol as a number", #"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, -32600, id: 1),
        Body("an id that is null", message("null"), -32600),
        Body("an id with a fraction", message("1.5"), -32600),
        Body("an id past 64 bits with sign", message("9223372036854775808"), -32600),
        Body("an id that is an object", message("{}"), -32600),
        Body("an id that is true", message("true"), -32600),
        Body("a method that is no string", #"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600, id: 1),
        Body("an empty method", #"{"jsonrpc":"2.0","id":"x","method":""}"#, -32600, id: "x"),
        Body(
            "a method of 10,000 letters",
            #"{"jsonrpc":"2.0","id":1,"method":"\#(String(repeating: "m", count: 10_000))"}"#, -32600, id: 1),
        Body("parameters in a list", #"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#, -32600, id: 1),
        Body("method and result", #"{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}"#, -32600, id: 1),
        Body("result and error", #"{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":""}}"#, -32600),
        Body("a response without an id", #"{"jsonrpc":"2.0","result":{}}"#, -32600),
    ]

    @Test("hostile bodies get 400 and their code, with an id where one can be read", arguments: bodies)
    func refusesHostileBodies(body: Body) async {
        let gateway = TestGateway()
        for path in ["/mcp", "/"] {
            let answer = await gateway.send(.post(path, bytes: body.bytes))
            #expect(answer.status == 400)
            #expect(answer.code == body.code, "\(answer.text)")
            #expect(answer.json?["id"] == body.id)
            #expect(answer.text.utf8.count < 600)
        }
    }

    @Test(
        "ids come back as they went in",
        arguments: ["0", "-1", "9223372036854775807", #""""#, #""ü\u0000\n""#, #""1""#])
    func echoesIDs(id: String) async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession()
        let answer = await gateway.send(.post("/mcp", text: Self.message(id), [.mcpSessionID: session]))
        #expect(answer.message?["id"] == (try JSON(parsing: "[\(id)]"))[0])
        #expect(answer.result == [:])
    }
}
