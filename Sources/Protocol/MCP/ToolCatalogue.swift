internal import JSON

/// The tools of a server in the order they are listed, with their list encoded once for each kind of caller.
package struct ToolCatalogue<Context: ToolContext>: Sendable {
    package let tools: [Tool<Context>]
    private let byName: [String: Int]
    private let encodedLists: [ListKey: [UInt8]]

    private struct ListKey: Hashable {
        let scopes: Set<ToolScope>
        let version: ProtocolVersion
    }

    /// - Parameters:
    ///   - tools: the tools; of two with one name the first counts.
    ///   - server: what modern results say about the server.
    package init(_ tools: [Tool<Context>], server: ServerInfo) {
        var byName: [String: Int] = [:]
        var kept: [Tool<Context>] = []
        for tool in tools where byName[tool.name] == nil {
            byName[tool.name] = kept.count
            kept.append(tool)
        }
        self.tools = kept
        self.byName = byName
        var lists: [ListKey: [UInt8]] = [:]
        for scopes in Self.subsets(of: Set(kept.map(\.scope))) {
            for version in ProtocolVersion.allCases {
                let visible = kept.filter { scopes.contains($0.scope) }
                lists[ListKey(scopes: scopes, version: version)] = Self.encode(visible, for: version, server: server)
            }
        }
        encodedLists = lists
    }

    /// The tool of this name, or nil.
    package func tool(named name: String) -> Tool<Context>? { byName[name].map { tools[$0] } }

    /// The result of `tools/list`: the tools that these scopes may call.
    package func list(for scopes: Set<ToolScope>, version: ProtocolVersion) -> [UInt8] {
        let known = scopes.intersection(tools.map(\.scope))
        return encodedLists[ListKey(scopes: known, version: version)] ?? Array(#"{"tools":[]}"#.utf8)
    }

    private static func subsets(of scopes: Set<ToolScope>) -> [Set<ToolScope>] {
        scopes.reduce([[]]) { subsets, scope in subsets + subsets.map { $0.union([scope]) } }
    }

    private static func encode(_ tools: [Tool<Context>], for version: ProtocolVersion, server: ServerInfo) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1_024 * tools.count)
        writer.object { writer in
            writer.member("tools", tools.map { ToolListing($0, version: version) })
            guard version.isModern else { return }
            // Private: the list depends on the caller's scopes.
            ModernResult.writeCacheable(to: &writer, server: server, lifetime: .seconds(300), isPublic: false)
        }
        return writer.bytes
    }
}

/// One entry of `tools/list`, with the members that a version knows.
private struct ToolListing: JSONWritable {
    let name: String
    let title: String
    let description: String
    let inputSchema: JSON
    let outputSchema: JSON
    let effect: ToolEffect
    let asksOutside: Bool
    let version: ProtocolVersion

    init(_ tool: Tool<some ToolContext>, version: ProtocolVersion) {
        name = tool.name
        title = tool.title
        description = tool.description
        inputSchema = tool.inputSchema
        outputSchema = tool.listedOutputSchema
        effect = tool.effect
        asksOutside = tool.asksOutside
        self.version = version
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            if version.hasStructuredContent { writer.member("title", title) }
            writer.member("description", description)
            writer.member("inputSchema", inputSchema)
            if version.hasStructuredContent { writer.member("outputSchema", outputSchema) }
            if version.hasToolAnnotations { writer.member("annotations", annotations) }
        }
    }

    private var annotations: JSON {
        var annotations: JSONObject = ["readOnlyHint": .bool(effect == .reads)]
        // Without a title of its own a tool has one here.
        if !version.hasStructuredContent { annotations["title"] = .string(title) }
        // What a tool destroys or repeats means something only where it changes anything.
        switch effect {
        case .reads: break
        case .changes(let isIdempotent):
            annotations["destructiveHint"] = false
            annotations["idempotentHint"] = .bool(isIdempotent)
        case .destroys:
            annotations["destructiveHint"] = true
            annotations["idempotentHint"] = false
        }
        annotations["openWorldHint"] = .bool(asksOutside)
        return .object(annotations)
    }
}
