import JSON
import MCP
import TestSupport
import Testing
import WazuhTools

struct CatalogueTests {
    @Test("names are unique and of the letters that every client takes, and the manager's sixteen are all there")
    func names() {
        let names = allTools.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil })
        #expect(Set(managerTools).subtracting(names).isEmpty)
        #expect(managerTools.count == 16)
    }

    @Test("the first tool takes no arguments, so that a new user's first call works")
    func firstTool() {
        #expect(allTools.first?.inputSchema["properties"]?.object?.isEmpty == true)
    }

    @Test("each tool says what it does", arguments: allTools.map(\.name))
    func descriptions(_ name: String) throws {
        let tool = try #require(allTools.first { $0.name == name })
        #expect((3...60).contains(tool.title.count))
        #expect((20...1_000).contains(tool.description.count) && tool.description.hasSuffix("."))
        #expect(!tool.description.contains("  ") && !tool.description.contains("\n"))
        #expect(tool.effect == .reads && tool.scope == .read)
    }

    @Test("input schemas are closed objects whose arguments are described and bounded", arguments: allTools.map(\.name))
    func inputSchemas(_ name: String) throws {
        let schema = try #require(allTools.first { $0.name == name }).inputSchema
        #expect(schema["type"] == "object" && schema["additionalProperties"] == false)
        let properties = try #require(schema["properties"]?.object)
        #expect(Set(properties.names).count == properties.count)
        for property in properties {
            #expect((property.value["description"]?.string ?? "").count >= 6, "\(name).\(property.name)")
            let isBounded =
                switch property.value["type"]?.string {
                // Texts are bounded to 1,024 characters where the schema names no other bound.
                case "string": true
                case "integer", "number": property.value["minimum"] != nil && property.value["maximum"] != nil
                case "boolean": true
                case "array": property.value["items"] != nil
                default: false
                }
            #expect(isBounded, "\(name).\(property.name)")
        }
        for required in schema["required"]?.array ?? [] {
            let property = try #require(required.string.flatMap { properties[$0] })
            #expect(property["default"] == nil, "a required argument has no default")
        }
    }

    @Test("output schemas are objects whose required members are declared", arguments: allTools.map(\.name))
    func outputSchemas(_ name: String) throws {
        let schema = try #require(allTools.first { $0.name == name }).outputSchema
        #expect(schema["type"] == "object")
        try checkMembers(of: schema, at: name)
    }

    private func checkMembers(of schema: JSON, at place: String) throws {
        if let items = schema["items"] { try checkMembers(of: items, at: place + "[]") }
        guard let properties = schema["properties"]?.object else { return }
        #expect(Set(properties.names).count == properties.count, "\(place) declares a member twice")
        let required = schema["required"]?.array?.compactMap(\.string) ?? []
        #expect(Set(required).count == required.count && required.allSatisfy { properties[$0] != nil }, "\(place)")
        for property in properties { try checkMembers(of: property.value, at: "\(place).\(property.name)") }
    }

    @Test("what is listed of an output schema is part of the full one")
    func listedOutputSchemas() throws {
        for tool in allTools {
            let listed = try #require(tool.listedOutputSchema["properties"]?.object)
            #expect(!listed.isEmpty)
            for member in listed {
                #expect(member.value["type"] == tool.outputSchema["properties"]?[member.name]?["type"])
                let keywords = Set(member.value.object?.names ?? [])
                #expect(keywords.isSubset(of: ["type", "description"]))
            }
        }
    }

    @Test("tools/list stays small: every model reads it in every conversation")
    func listSize() {
        let server = ServerInfo(name: "test", title: "Test", version: "1", description: "", instructions: "")
        for version in ProtocolVersion.allCases {
            let size = ToolCatalogue(allTools, server: server).list(for: [.read], version: version).count
            print("tools/list \(version): \(size) bytes for \(allTools.count) tools")
            #expect(size <= 40_000)
        }
    }
}
