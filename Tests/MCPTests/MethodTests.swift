import Encodings
import JSON
import MCP
import Testing

/// What methods do, which parameters are none, and what a server says of the methods that it has.
struct MethodTests {
    /// Runs a method for a caller.
    private func run(
        _ method: ExactText, _ params: JSONObject, scopes: Set<ToolScope> = [.read],
        answers: ClientAnswers = ClientAnswers(), in methods: MethodTable = sampleMethods
    ) async throws -> MethodOutcome {
        let call = MethodCall(
            params: params, caller: Caller(version: .july2026, scopes: scopes), answers: answers)
        return try await #require(methods.method(named: method)).run(call)
    }

    private func text(_ outcome: MethodOutcome) throws -> String? {
        guard case .result(let result) = outcome.ending else { return nil }
        return try JSON(parsing: result)["content"]?[0]?["text"]?.string
    }

    @Test(
        "a tool is called with its arguments",
        arguments: [
            (["name": "list_items", "arguments": ["count": 1, "name": "n"]], "0 n\n"),
            (["name": "list_items", "arguments": ["count": 1]], "0 item\n"),
            (["name": "ping_sample"], "pong"), (["name": "ping_sample", "arguments": nil], "pong"),
            (["name": "ping_sample", "arguments": [:], "task": ["ttl": 1]], "pong"),
        ] as [(JSONObject, String)])
    func callsTools(_ row: (params: JSONObject, text: String)) async throws {
        let outcome = try await run("tools/call", row.params)
        #expect(try text(outcome) == row.text)
        #expect(outcome.tool == row.params["name"]?.string)
        #expect(!outcome.isError && outcome.cause == nil)
        #expect(outcome.requests == ["sample": 2])
    }

    @Test(
        "bad parameters are told in band",
        arguments: [
            ("tools/call", [:], "tools/call needs params.name, a string."),
            ("tools/call", ["name": 7], "tools/call needs params.name, a string."),
            ("tools/call", ["name": "ping_sample", "arguments": [1]], "params.arguments must be an object."),
            ("tools/call", ["name": "ping_sample", "arguments": "{}"], "params.arguments must be an object."),
            ("tools/call", ["name": "Ping_sample"], "Unknown tool \"Ping_sample\": tools/list names them all."),
            ("tools/list", ["cursor": "x"], "Unknown cursor: the list of tools has one page."),
            ("tools/list", ["cursor": ""], "Unknown cursor: the list of tools has one page."),
            ("tools/list", ["cursor": 1], "Unknown cursor: the list of tools has one page."),
        ] as [(ExactText, JSONObject, String)])
    func refuses(_ row: (method: ExactText, params: JSONObject, message: String)) async throws {
        let failure = try await #require(throws: RPCFailure.self) { try await run(row.method, row.params) }
        #expect(failure == RPCFailure(200, RPCError.invalidParams, row.message))
    }

    @Test("initialize needs a version", arguments: [[:], ["protocolVersion": 20_251_125]] as [JSONObject])
    func refusesOpenings(params: JSONObject) throws {
        let failure = try #require(throws: RPCFailure.self) { try Opening(params) }
        let message = "initialize needs params.protocolVersion, a string."
        #expect(failure == RPCFailure(200, RPCError.invalidParams, message))
    }

    @Test("a null cursor asks for the first page")
    func acceptsNullCursor() async throws {
        guard case .result(let list) = try await run("tools/list", ["cursor": nil]).ending else {
            Issue.record("no list")
            return
        }
        #expect(list == sampleCatalogue.list(for: [.read], version: .july2026))
    }

    @Test("a tool beyond the caller's scopes is not run; the outcome names tool and scope")
    func forbids() async throws {
        let outcome = try await run("tools/call", ["name": "drop_items"])
        guard case .forbidden(let scope) = outcome.ending else {
            Issue.record("\(outcome)")
            return
        }
        #expect(scope == .write)
        #expect(outcome.tool == "drop_items")
    }

    @Test("a handler that fails is a result for the model, with the cause for the log")
    func tellsFailures() async throws {
        let outcome = try await run("tools/call", ["name": "fail"])
        #expect(outcome.isError)
        #expect(try text(outcome) == "It failed.")
        #expect(outcome.cause?.contains("inner reason") == true)
        let mistake = try await run("tools/call", ["name": "ping_sample", "arguments": ["x": 1]])
        #expect(mistake.isError && mistake.cause == nil)
    }

    @Test("a handler that asks ends with its questions, and with its output once they are answered")
    func asks() async throws {
        guard case .asks(let requests) = try await run("tools/call", ["name": "greet"]).ending else {
            Issue.record("nothing was asked")
            return
        }
        #expect(requests.state == Array("1".utf8))
        #expect(
            try JSON(parsing: requests.encoded(requestState: "sealed", server: sampleServer)) == [
                "resultType": "input_required",
                "_meta": ["io.modelcontextprotocol/serverInfo": sampleServer.implementation(for: .july2026)],
                "inputRequests": ["who": ["method": "elicitation/create", "params": ["message": "Who?"]]],
                "requestState": "sealed",
            ])
        let answers = ClientAnswers(responses: ["who": ["action": "accept", "content": ["name": "Ann"]]])
        #expect(try text(try await run("tools/call", ["name": "greet"], answers: answers)) == "Hello, Ann!")
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
            #expect(summary(try Opening(params)) == "initialize 2025-11-25 \(name) {}")
        }
    }

    @Test("the name of an unknown method is repeated in part only")
    func boundsMethodNames() throws {
        let message = Message.Request(id: .integer(1), method: ExactText(String(repeating: "m", count: 128)))
        let failure = try #require(throws: RPCFailure.self) { try sampleMethods.method(of: message, era: .modern) }
        #expect(failure.error.message == "Unknown method \"\(String(repeating: "m", count: 64))\".")
    }

    @Test("capabilities follow from the methods that are there")
    func capabilities() throws {
        let nothing: MethodOutcome = .result(Array("{}".utf8))
        let rows: [([Method], JSON)] = [
            ([], [:]), ([Method("a") { _ in nothing }], [:]),
            ([Method("a", capability: "prompts") { _ in nothing }], ["prompts": [:]]),
            (
                [
                    Method("a", capability: "b") { _ in nothing }, Method("c", capability: "b") { _ in nothing },
                    Method("d", capability: "e") { _ in nothing },
                ], ["b": [:], "e": [:]]
            ),
        ]
        for (methods, capabilities) in rows {
            let table = MethodTable(server: sampleServer, methods)
            let result = try JSON(parsing: table.initializeResult(for: .november2025))
            #expect(result["capabilities"] == capabilities)
        }
    }

    @Test("a method is found by its exact name, in its own era only")
    func findsByBytes() {
        let table = MethodTable(server: sampleServer, [Method("caf\u{E9}", in: [.modern]) { _ in .result([]) }])
        #expect(table.method(named: "caf\u{E9}") != nil)
        #expect(table.method(named: "cafe\u{301}") == nil)
        let request = Message.Request(id: .integer(1), method: "caf\u{E9}")
        #expect(throws: RPCFailure.self) { try table.method(of: request, era: .legacy) }
        #expect(throws: Never.self) { try table.method(of: request, era: .modern) }
    }
}
