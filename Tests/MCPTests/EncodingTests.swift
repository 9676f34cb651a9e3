import Encodings
import JSON
import MCP
import TestSupport
import Testing

/// What goes out, for each version, held to the official schemas.
struct EncodingTests {
    private static func discovered() async throws -> [UInt8] {
        let method = try #require(sampleMethods.method(named: "server/discover"))
        let caller = Caller(version: .july2026, scopes: [])
        guard case .result(let result) = try await method.run(MethodCall(params: [:], caller: caller)).ending else {
            return []
        }
        return result
    }

    @Test("initialize answers with the members that the version knows")
    func initialize() throws {
        let rows: [(ProtocolVersion, [String])] = [
            (.november2024, ["name", "version"]), (.march2025, ["name", "version"]),
            (.june2025, ["name", "title", "version"]), (.november2025, ["name", "title", "version", "description"]),
        ]
        for (version, names) in rows {
            let result = try JSON(parsing: sampleMethods.initializeResult(for: version))
            #expect(result["protocolVersion"]?.string == version.rawValue)
            #expect(result["serverInfo"]?.object?.names == names)
            #expect(result["capabilities"] == ["tools": [:]])
            #expect(result["instructions"] == "Use it well.")
            #expect(result["resultType"] == nil)
        }
    }

    @Test("server/discover names modern versions only")
    func discover() async throws {
        let result = try JSON(parsing: try await Self.discovered())
        #expect(result["supportedVersions"] == ["2026-07-28"])
        #expect(result["resultType"] == "complete")
        #expect(result["ttlMs"] == 3_600_000)
        #expect(result["cacheScope"] == "public")
        #expect(result["_meta"]?["io.modelcontextprotocol/serverInfo"]?["version"] == "1.2.3")
    }

    @Test(
        "the result of a call has the members that the version knows",
        arguments: [
            (.november2024, ["content", "isError"]), (.march2025, ["content", "isError"]),
            (.june2025, ["content", "structuredContent", "isError"]),
            (.november2025, ["content", "structuredContent", "isError"]),
            (.july2026, ["content", "structuredContent", "isError", "resultType", "_meta"]),
        ] as [(ProtocolVersion, [String])])
    func callResults(_ row: (version: ProtocolVersion, names: [String])) throws {
        let result = ToolResult(content: [.text("a")], structured: Array(#"{"a":1}"#.utf8), isError: false)
        let encoded = try JSON(parsing: result.encoded(for: row.version, server: sampleServer))
        #expect(encoded.object?.names == row.names)
        let failure = try JSON(parsing: ToolResult.failure("no").encoded(for: row.version, server: sampleServer))
        #expect(failure.object?.names == row.names.filter { $0 != "structuredContent" })
        #expect(failure["isError"] == true)
        #expect(failure["content"] == [["type": "text", "text": "no"]])
    }

    @Test(
        "an error carries the id of its request with its type, and none where none could be read",
        arguments: [
            (.integer(7), #"{"jsonrpc":"2.0","id":7,"error":{"code":-32600,"message":"no \"x\"","data":{"a":1}}}"#),
            (.string("7"), #"{"jsonrpc":"2.0","id":"7","error":{"code":-32600,"message":"no \"x\"","data":{"a":1}}}"#),
            (nil, #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"no \"x\"","data":{"a":1}}}"#),
        ] as [(RequestID?, String)])
    func errors(_ row: (id: RequestID?, text: String)) {
        let error = RPCError(RPCError.invalidRequest, "no \"x\"", data: ["a": 1])
        #expect(String(decoding: RPCEncoding.error(error, id: row.id), as: UTF8.self) == row.text)
    }

    @Test("results stand in their message byte by byte")
    func results() {
        let bytes = RPCEncoding.result(Array(#"{"a":[1.0,"é"]}"#.utf8), id: .string("x\"y"))
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"jsonrpc":"2.0","id":"x\"y","result":{"a":[1.0,"é"]}}"#)
    }

    @Test("progress repeats its token with its type; the message is for versions that know it")
    func progress() throws {
        let update = ProgressUpdate(progress: 2, total: 5, message: "half")
        for version in ProtocolVersion.allCases {
            let sent = try JSON(parsing: update.notification(token: .string("7"), version: version))
            #expect(sent["method"] == "notifications/progress")
            #expect(sent["params"]?["progressToken"] == "7")
            #expect(sent["params"]?["progress"] == 2)
            #expect(sent["params"]?["message"] == (version == .november2024 ? nil : "half"))
        }
        let open = ProgressUpdate(progress: 0.5, total: nil, message: "")
        let sent = try JSON(parsing: open.notification(token: .integer(7), version: .november2025))
        #expect(sent["params"] == ["progressToken": 7, "progress": 0.5, "message": ""])
    }

    @Test(
        "what goes out fits the official schemas",
        .enabled(if: ProtocolSchemas.arePresent, "needs the protocol's schemas in ../shared/mcp-schema"),
        arguments: ProtocolVersion.allCases)
    func fitsOfficialSchemas(version: ProtocolVersion) async throws {
        let schema = try ProtocolSchemas.schema(of: version.rawValue)
        let catalogue = ToolCatalogue(sampleTools, server: sampleServer)
        let tool = try #require(catalogue.tool(named: "list_items"))
        let called = try #require(try await tool.call(["count": 3], SampleContext()).output)
        let image = ToolResult(
            content: [.image(base64: "AAAA", mediaType: "image/png")], structured: nil, isError: false)
        var values: [(String, [UInt8])] = [
            ("ListToolsResult", catalogue.list(for: [.read, .write], version: version)),
            ("ListToolsResult", catalogue.list(for: [], version: version)),
            ("CallToolResult", called.encoded(for: version, server: sampleServer)),
            ("CallToolResult", image.encoded(for: version, server: sampleServer)),
            ("CallToolResult", ToolResult.failure("no").encoded(for: version, server: sampleServer)),
            ("Implementation", sampleServer.implementation(for: version).jsonBytes),
            (
                "ProgressNotification",
                ProgressUpdate(progress: 1, total: 2, message: "a").notification(token: .integer(1), version: version)
            ),
        ]
        values.append(
            version.isModern
                ? ("DiscoverResult", try await Self.discovered())
                : ("InitializeResult", sampleMethods.initializeResult(for: version)))
        let isEarly = version < .november2025
        let error = RPCEncoding.error(RPCError(RPCError.internalError, "no"), id: .integer(1))
        values.append((isEarly ? "JSONRPCError" : "JSONRPCErrorResponse", error))
        let result = RPCEncoding.result(called.encoded(for: version, server: sampleServer), id: .integer(1))
        values.append((isEarly ? "JSONRPCResponse" : "JSONRPCResultResponse", result))
        for (name, bytes) in values {
            #expect(schema.problems(of: try JSON(parsing: bytes), as: name) == [], "\(name)")
        }
    }

    @Test("the check against schemas finds what is wrong")
    func findsProblems() {
        let schema = JSONSchema([
            "type": "object", "required": ["a"], "additionalProperties": false,
            "properties": [
                "a": ["type": "integer", "minimum": 1], "b": ["anyOf": [["const": 1], ["$ref": "#/$defs/T"]]],
                "c": ["type": "array", "items": ["enum": ["x"]]], "d": ["unheardOf": 1],
            ],
            "$defs": ["T": ["type": "string", "maxLength": 2]],
        ])
        #expect(schema.problems(of: ["a": 1, "b": "xy", "c": ["x"]]).isEmpty)
        for wrong: JSON in [
            [:], 1, ["a": 0], ["a": 1.5], ["a": 1, "z": 1], ["a": 1, "b": 2], ["a": 1, "b": "xyz"],
            ["a": 1, "c": ["y"]],
            ["a": 1, "d": 1],
        ] {
            #expect(!schema.problems(of: wrong).isEmpty, "\(wrong.jsonText)")
        }
    }
}
