import JSON
import MCP
import TestSupport
import Testing

/// What a call does with its arguments and its output.
struct ToolTests {
    private static let catalogue = ToolCatalogue(sampleTools, server: sampleServer)

    private func call(_ name: String, _ arguments: JSONObject = [:]) async throws -> ToolResult {
        let tool = try #require(Self.catalogue.tool(named: name))
        return try #require(try await tool.call(arguments, SampleContext()).output)
    }

    @Test("typed values reach the handler, its output comes as text and as structure")
    func calls() async throws {
        let result = try await call("list_items", ["count": 2, "name": "a"])
        #expect(result.content == [.text("0 a\n1 a\n")])
        #expect(
            try JSON(parsing: result.structured ?? [])["items"] == [["id": 0, "name": "a"], ["id": 1, "name": "a"]])
        #expect(!result.isError)
        #expect(try await call("list_items").content == [.text("0 item\n1 item\n2 item\n")])
        #expect(try await call("ping_sample").content == [.text("pong")])
    }

    @Test(
        "unknown arguments are refused with those the tool takes",
        arguments: [
            ("list_items", ["cuont": 2], "cuont: unknown argument; list_items takes count, name, max_characters"),
            (
                "list_items", ["count": 2, "Name": "a"],
                "Name: unknown argument; list_items takes count, name, max_characters"
            ),
            ("ping_sample", ["a": 1], "a: unknown argument; ping_sample takes no arguments"),
            (
                "ping_sample", ["max_characters": 5_000],
                "max_characters: unknown argument; ping_sample takes no arguments"
            ),
            ("set_item", [:], "name: required; expected a text of 1 to 1024 characters"),
            (
                "list_items", ["max_characters": 999],
                "max_characters: expected a whole number from 1000 to 150000, not 999"
            ),
        ] as [(String, JSONObject, String)])
    func refusesUnknownArguments(_ row: (tool: String, arguments: JSONObject, message: String)) async throws {
        let error = try await #require(throws: ToolInputError.self) { try await call(row.tool, row.arguments) }
        #expect(error.description == row.message)
    }

    @Test("the name of an unknown argument is repeated in part only", arguments: ["a", "e\u{301}", "👩‍👩‍👧‍👦"])
    func boundsUnknownNames(unit: String) async throws {
        let names = [String(repeating: unit, count: 10_000), "e" + String(repeating: "\u{301}", count: 10_000)]
        for name in names {
            let error = try await #require(throws: ToolInputError.self) { try await call("ping_sample", [name: 1]) }
            #expect(error.description.utf8.count < 400)
        }
    }

    @Test("the input schema closes the list of arguments and requires what has no default")
    func inputSchemas() throws {
        let list = try #require(Self.catalogue.tool(named: "list_items")).inputSchema
        #expect(list["type"] == "object")
        #expect(list["properties"]?.object?.names == ["count", "name", "max_characters"])
        #expect(list["required"] == nil)
        #expect(list["additionalProperties"] == false)
        #expect(try #require(Self.catalogue.tool(named: "set_item")).inputSchema["required"] == ["name"])
        #expect(
            try #require(Self.catalogue.tool(named: "ping_sample")).inputSchema == [
                "type": "object", "properties": [:], "additionalProperties": false,
            ])
    }

    @Test(
        "an answer too long for the caller loses whole items and says how many, in text and structure alike",
        arguments: [(nil, 20_000), (1_000, 1_000), (150_000, 150_000)] as [(JSON?, Int)])
    func fits(_ row: (asked: JSON?, limit: Int)) async throws {
        var arguments: JSONObject = ["count": 10_000]
        arguments["max_characters"] = row.asked
        let result = try await call("list_items", arguments)
        guard case .text(let text) = result.content.first else { throw ToolInputError("no text") }
        let structured = try JSON(parsing: result.structured ?? [])
        let shown = try #require(structured["items"]?.array?.count)
        #expect(text.count <= row.limit)
        #expect(text.hasPrefix("0 item\n1 item\n"))
        if shown < 10_000 { #expect(text.hasSuffix("\n\(10_000 - shown) more left out")) }
        #expect(structured["is_complete"] == .bool(shown == 10_000))
        #expect((shown == 10_000) == (row.limit == 150_000))
    }

    @Test("secrets are masked in the text and in the structure, by content and by name")
    func masks() async throws {
        let tool = Tool<SampleContext>("a", title: "A", "A.", .reads, scope: .read) { _ in
            SampleList(
                items: [SampleItem(id: 1, name: "is hunter2", password: "x")],
                extra: ["a": ["hunter2"], "password": "y"])
        }
        let result = try #require(try await tool.call([:], SampleContext()).output)
        #expect(result.content == [.text("1 is [masked]\n")])
        #expect(
            String(decoding: result.structured ?? [], as: UTF8.self)
                == #"{"items":[{"id":1,"name":"is [masked]","password":"[masked]"}],"#
                + #""is_complete":true,"extra":{"a":["[masked]"],"password":"[masked]"}}"#)
    }

    @Test("what a handler throws reaches the caller as it is")
    func passesErrorsOn() async {
        let tool = Tool<SampleContext>("a", title: "A", "A.", .reads, scope: .read) { _ -> SampleAnswer in
            throw CancellationError()
        }
        await #expect(throws: CancellationError.self) { try await tool.call([:], SampleContext()) }
    }
}
