import Encodings
import JSON
import MCP
import Testing

/// What `tools/list` shows to whom.
struct ToolCatalogueTests {
    private static let catalogue = ToolCatalogue(sampleTools, server: sampleServer)
    private static let admin = ToolScope("admin")

    private func list(_ scopes: Set<ToolScope>, _ version: ProtocolVersion = .november2025) throws -> JSON {
        try JSON(parsing: Self.catalogue.list(for: scopes, version: version))
    }

    @Test(
        "a caller sees the tools of its scopes only, in the order they were declared",
        arguments: ProtocolVersion.allCases)
    func hidesTools(version: ProtocolVersion) throws {
        let (read, write) = (["ping_sample", "list_items"], ["set_item", "add_item", "drop_items"])
        let rows: [(Set<ToolScope>, [String])] = [
            ([], []), ([.read], read), ([.write], write), ([.read, .write], read + write), ([Self.admin], []),
            ([Self.admin, .read], read),
        ]
        for (scopes, names) in rows {
            #expect(try list(scopes, version)["tools"]?.array?.compactMap { $0["name"]?.string } == names)
        }
    }

    @Test(
        "an entry has the members that the version knows",
        arguments: [
            (.november2024, ["name", "description", "inputSchema"]),
            (.march2025, ["name", "description", "inputSchema", "annotations"]),
            (.june2025, ["name", "title", "description", "inputSchema", "outputSchema", "annotations"]),
            (.november2025, ["name", "title", "description", "inputSchema", "outputSchema", "annotations"]),
            (.july2026, ["name", "title", "description", "inputSchema", "outputSchema", "annotations"]),
        ] as [(ProtocolVersion, [String])])
    func members(_ row: (version: ProtocolVersion, names: [String])) throws {
        for tool in try #require(try list([.read, .write], row.version)["tools"]?.array) {
            #expect(tool.object?.names == row.names)
        }
    }

    @Test("a modern list may be kept for a while, by its caller alone; a legacy one says nothing of it")
    func caching() throws {
        for scopes: Set<ToolScope> in [[], [.read], [.read, .write], [Self.admin]] {
            let modern = try list(scopes, .july2026)
            #expect(modern["resultType"] == "complete")
            #expect(modern["ttlMs"]?.int ?? 0 > 0)
            #expect(modern["cacheScope"] == "private")
            #expect(modern["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "sample")
            #expect(try list(scopes, .november2025).object?.names == ["tools"])
        }
    }

    @Test(
        "annotations say what a tool does to the world; one that only reads has nothing to destroy or repeat",
        arguments: [
            ("list_items", ["readOnlyHint": true, "openWorldHint": false]),
            (
                "set_item",
                ["readOnlyHint": false, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false]
            ),
            (
                "add_item",
                ["readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": false]
            ),
            (
                "drop_items",
                ["readOnlyHint": false, "destructiveHint": true, "idempotentHint": false, "openWorldHint": false]
            ),
        ] as [(String, JSON)])
    func annotations(_ row: (name: String, expected: JSON)) throws {
        let tools = try #require(try list([.read, .write])["tools"]?.array)
        #expect(try #require(tools.first { $0["name"]?.string == row.name })["annotations"] == row.expected)
    }

    @Test("output schemas are listed to one level, without remarks about the answer")
    func outputSchemas() throws {
        let tools = try #require(try list([.read])["tools"]?.array)
        #expect(
            tools.first { $0["name"] == "list_items" }?["outputSchema"] == [
                "type": "object",
                "properties": [
                    "items": ["type": "array", "description": "What was found."], "share": ["type": "number"],
                    "is_complete": ["type": "boolean"], "extra": ["type": "object"],
                ],
            ])
    }

    @Test("a tool is found by its exact name; of two with one name the first counts, in the list as well")
    func finds() throws {
        #expect(Self.catalogue.tool(named: "list_items")?.title == "List items")
        #expect(Self.catalogue.tool(named: "List_items") == nil)
        #expect(Self.catalogue.tool(named: "") == nil)
        let twice = ToolCatalogue(
            ["First", "Second"].map { title in
                Tool<SampleContext>("a", title: title, "A.", .reads, scope: .read) { _ in SampleAnswer(text: title) }
            }, server: sampleServer)
        #expect(twice.tool(named: "a")?.title == "First")
        let listed = try JSON(parsing: twice.list(for: [.read], version: .november2025))
        #expect(listed["tools"]?.array?.map { $0["title"] } == ["First"])
    }
}
