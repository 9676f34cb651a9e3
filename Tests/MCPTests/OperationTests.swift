import JSON
import MCP
import Testing

/// What a request asks for, and which parameters are none.
struct OperationTests {
    @Test(
        "a tool call is read with its arguments and its progress token",
        arguments: [
            (["name": "a"], "a {} -"), (["name": "a", "arguments": nil], "a {} -"), (["name": ""], " {} -"),
            (["name": "a", "arguments": ["b": 1]], #"a {"b":1} -"#),
            (["name": "a", "_meta": ["progressToken": 7]], "a {} 7"),
            (["name": "a", "_meta": ["progressToken": "7"]], #"a {} "7""#),
            (["name": "a", "_meta": ["progressToken": 1.5]], "a {} -"),
            (["name": "a", "_meta": 1, "task": ["ttl": 1]], "a {} -"),
        ] as [(JSONObject, String)])
    func readsToolCalls(_ row: (params: JSONObject, call: String)) throws {
        let message = Message.Request(id: .integer(1), method: "tools/call", params: row.params)
        for era in [Era.legacy, .modern] {
            #expect(summary(try Operation(message, era: era)) == "tools/call \(row.call)")
        }
    }

    @Test(
        "bad parameters are told in band",
        arguments: [
            ("tools/call", [:], "tools/call needs params.name, a string."),
            ("tools/call", ["name": 7], "tools/call needs params.name, a string."),
            ("tools/call", ["name": "a", "arguments": [1]], "params.arguments must be an object."),
            ("tools/call", ["name": "a", "arguments": "{}"], "params.arguments must be an object."),
            ("tools/list", ["cursor": "x"], "Unknown cursor: the list of tools has one page."),
            ("tools/list", ["cursor": ""], "Unknown cursor: the list of tools has one page."),
            ("tools/list", ["cursor": 1], "Unknown cursor: the list of tools has one page."),
            ("initialize", [:], "initialize needs params.protocolVersion, a string."),
            ("initialize", ["protocolVersion": 20_251_125], "initialize needs params.protocolVersion, a string."),
        ] as [(String, JSONObject, String)])
    func refuses(_ row: (method: String, params: JSONObject, message: String)) throws {
        let message = Message.Request(id: .integer(1), method: row.method, params: row.params)
        let failure = try #require(throws: RPCFailure.self) { try Operation(message, era: .legacy) }
        #expect(failure == RPCFailure(200, RPCError.invalidParams, row.message))
    }

    @Test("a null cursor asks for the first page")
    func acceptsNullCursor() throws {
        let message = Message.Request(id: .integer(1), method: "tools/list", params: ["cursor": nil])
        #expect(try Operation(message, era: .legacy) == .listTools)
    }

    @Test("what a client says of itself may be missing or absurd, and is bounded")
    func boundsClientNames() throws {
        let long = String(repeating: "n", count: 10_000)
        let rows: [(JSON, String)] = [
            (nil, ""), ("x", ""), (["name": 7], ""), (["name": "a"], "a"),
            (["name": .string(long)], String(long.prefix(128))),
        ]
        for (info, name) in rows {
            let params: JSONObject = ["protocolVersion": "2025-11-25", "clientInfo": info, "capabilities": 7]
            let message = Message.Request(id: .integer(1), method: "initialize", params: params)
            #expect(summary(try Operation(message, era: .legacy)) == "initialize 2025-11-25 \(name) {}")
        }
    }

    @Test("the name of an unknown method is repeated in part only")
    func boundsMethodNames() throws {
        let message = Message.Request(id: .integer(1), method: String(repeating: "m", count: 128))
        let failure = try #require(throws: RPCFailure.self) { try Operation(message, era: .modern) }
        #expect(failure.error.message == "Unknown method \"\(String(repeating: "m", count: 64))\".")
    }
}
