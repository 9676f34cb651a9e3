import Encodings
import JSON
import MCP
import Testing

/// Which bodies are JSON-RPC messages.
struct MessageTests {
    @Test(
        "requests with any legal id are read",
        arguments: [
            ("1", .integer(1)), ("0", .integer(0)), ("-1", .integer(-1)),
            ("9223372036854775807", .integer(.max)), ("\"\"", .string("")), ("\"1\"", .string("1")),
            ("\"größe \\u0000\"", .string("größe \0")),
        ] as [(String, RequestID)])
    func readsIDs(_ row: (id: String, expected: RequestID)) throws {
        let body = #"{"jsonrpc":"2.0","id":\#(row.id),"method":"ping","params":{"a":[1]}}"#
        let expected = Message.Request(id: row.expected, method: "ping", params: ["a": [1]])
        #expect(try messageBody(Array(body.utf8)) == .single(.request(expected)))
        #expect(row.expected.jsonText == (try JSON(parsing: row.id)).jsonText)
    }

    @Test(
        "notifications, answers and unknown members are read",
        arguments: [
            (#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, "notification notifications/initialized"),
            (#"{"jsonrpc":"2.0","id":7,"result":{}}"#, "response 7"),
            (#"{"jsonrpc":"2.0","id":"a","error":{"code":1,"message":"no"}}"#, "response \"a\""),
            (#"{"jsonrpc":"2.0","id":7,"result":null}"#, "response 7"),
            (#"{"method":"ping","id":1,"jsonrpc":"2.0","x-extra":true}"#, "request 1 ping"),
            (" \r\n\t{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n", "request 1 ping"),
            (#"{"jsonrpc":"2.0","id":1,"method":"\#(String(repeating: "m", count: 128))"}"#, "request 1 mmmmmmmm"),
        ])
    func accepts(_ row: (body: String, summary: String)) throws {
        #expect(try Self.summary(messageBody(Array(row.body.utf8))).hasPrefix(row.summary))
    }

    @Test(
        "what is no JSON is a parse error",
        arguments: [
            "", " ", "{", "{]", "nul", "{'a':1}", "{\"a\":1,}", "{} {}", "[1", "\"\\ud800\"", "{\"a\":01}", "NaN",
            "{\"jsonrpc\":\"2.0\",\"id\":1e999,\"method\":\"ping\"}", "{\"a\":\"\u{1}\"}",
            String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
            String(repeating: "{\"a\":", count: 5_000),
        ])
    func refusesOtherThanJSON(body: String) throws {
        let failure = try #require(throws: RPCFailure.self) { try messageBody(Array(body.utf8)) }
        #expect(failure.status == 400)
        #expect(failure.error.code == RPCError.parseError)
    }

    @Test("bytes that are no UTF-8 are a parse error")
    func refusesOtherEncodings() throws {
        let body = Array(#"{"jsonrpc":"2.0","id":1,"method":"pi"#.utf8) + [0xFF] + Array(#"ng"}"#.utf8)
        let failure = try #require(throws: RPCFailure.self) { try messageBody(body) }
        #expect(failure.error.code == RPCError.parseError)
    }

    @Test(
        "JSON that is no message is an invalid request that says why",
        arguments: [
            ("null", "a message is a JSON object"), ("1", "a message is a JSON object"),
            ("\"ping\"", "a message is a JSON object"), ("true", "a message is a JSON object"),
            ("{}", "\"jsonrpc\" must be \"2.0\""),
            (#"{"id":1,"method":"ping"}"#, "\"jsonrpc\" must be \"2.0\""),
            (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, "\"jsonrpc\" must be \"2.0\""),
            (#"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, "\"jsonrpc\" must be \"2.0\""),
            (
                #"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
                "\"id\" must be a string of at most 200 bytes or a whole number"
            ),
            (
                #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
                "\"id\" must be a string of at most 200 bytes or a whole number"
            ),
            (#"{"jsonrpc":"2.0","id":18446744073709551615,"method":"ping"}"#, "\"id\" must be"),
            (#"{"jsonrpc":"2.0","id":true,"method":"ping"}"#, "\"id\" must be"),
            (#"{"jsonrpc":"2.0","id":"\#(String(repeating: "i", count: 201))","method":"ping"}"#, "\"id\" must be"),
            (#"{"jsonrpc":"2.0","id":[1],"method":"ping"}"#, "\"id\" must be"),
            (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, "\"id\" must be"),
            (#"{"jsonrpc":"2.0","id":1,"method":null}"#, "\"method\" must be a string of 1 to 128 bytes"),
            (#"{"jsonrpc":"2.0","id":1,"method":7}"#, "\"method\" must be"),
            (#"{"jsonrpc":"2.0","id":1,"method":""}"#, "\"method\" must be"),
            (#"{"jsonrpc":"2.0","id":1,"method":"\#(String(repeating: "m", count: 129))"}"#, "\"method\" must be"),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, "\"params\" must be an object"),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":null}"#, "\"params\" must be an object"),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}"#, "either \"method\" or \"result\" or \"error\""),
            (#"{"jsonrpc":"2.0","id":1}"#, "needs \"method\", or exactly one of"),
            (#"{"jsonrpc":"2.0","id":1,"result":{},"error":{}}"#, "needs \"method\", or exactly one of"),
            (#"{"jsonrpc":"2.0","result":{}}"#, "an answer needs the \"id\""),
            (#"{"jsonrpc":"2.0","id":null,"error":{}}"#, "an answer needs the \"id\""),
            (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, "\"id\" stands twice"),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":1,"\u0061":2}}"#, "\"a\" stands twice"),
        ])
    func refuses(_ row: (body: String, reason: String)) throws {
        let failure = try #require(throws: RPCFailure.self) { try messageBody(Array(row.body.utf8)) }
        #expect(failure.status == 400)
        #expect(failure.error.code == RPCError.invalidRequest)
        #expect(failure.error.message.contains(row.reason))
    }

    @Test("an array is a batch, whatever stands in it: its elements are read one by one")
    func readsBatches() throws {
        let body = #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"1.0","id":2,"method":"ping"},3]"#
        guard case .batch(let elements) = try messageBody(Array(body.utf8)) else {
            Issue.record("no batch")
            return
        }
        #expect(try Self.summary(.single(Message(elements[0]))) == "request 1 ping")
        #expect(throws: RPCFailure.self) { try Message(elements[1]) }
        #expect(throws: RPCFailure.self) { try Message(elements[2]) }
        #expect(elements.map(Message.readableID) == [.integer(1), .integer(2), nil])
        #expect(try messageBody(Array("[]".utf8)) == .batch([]))
    }

    @Test(
        "an error about a broken request carries its id where one can be read",
        arguments: [
            (#"{"id":1,"method":7}"#, .integer(1)), (#"{"id":"a","method":"x","jsonrpc":"1.0"}"#, .string("a")),
            (#"{"id":null,"method":"x"}"#, nil), (#"{"id":1.5,"method":"x"}"#, nil), (#"{"id":1,"result":{}}"#, nil),
            ("[]", nil), ("7", nil),
        ] as [(String, RequestID?)])
    func readsIDsOfBrokenRequests(_ row: (body: String, id: RequestID?)) throws {
        #expect(Message.readableID(of: try JSON(parsing: row.body)) == row.id)
    }

    private static func summary(_ body: MessageBody) -> String {
        switch body {
        case .batch(let elements): "batch of \(elements.count)"
        case .single(.request(let request)): "request \(request.id.jsonText) \(request.method)"
        case .single(.notification(let notification)): "notification \(notification.method)"
        case .single(.response(let response)): "response \(response.id.jsonText)"
        }
    }
}
