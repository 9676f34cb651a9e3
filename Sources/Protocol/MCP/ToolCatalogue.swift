internal import Encodings
internal import JSON

/// The tools of a server in the order they are listed, with their list encoded once for each kind of caller.
package struct ToolCatalogue<Context: ToolContext>: Sendable {
    package let tools: [Tool<Context>]
    private let server: ServerInfo
    private let byName: [ExactText: Int]
    private let scopes: Set<ToolScope>
    private let encodedLists: [ListKey: [UInt8]]

    private struct ListKey: Hashable {
        let scopes: Set<ToolScope>
        let version: ProtocolVersion
    }

    /// - Parameters:
    ///   - tools: the tools; of two with one name the first counts.
    ///   - server: what modern results say about the server.
    package init(_ tools: [Tool<Context>], server: ServerInfo) {
        var byName: [ExactText: Int] = [:]
        var kept: [Tool<Context>] = []
        for tool in tools where byName[ExactText(tool.name)] == nil {
            byName[ExactText(tool.name)] = kept.count
            kept.append(tool)
        }
        self.tools = kept
        self.server = server
        self.byName = byName
        scopes = Set(kept.map(\.scope))
        var lists: [ListKey: [UInt8]] = [:]
        for scopes in Self.subsets(of: scopes) {
            for version in ProtocolVersion.allCases {
                let visible = kept.filter { scopes.contains($0.scope) }
                lists[ListKey(scopes: scopes, version: version)] = Self.encode(visible, for: version, server: server)
            }
        }
        encodedLists = lists
    }

    /// The tool of this name, or nil.
    package func tool(named name: String) -> Tool<Context>? { byName[ExactText(name)].map { tools[$0] } }

    /// The result of `tools/list`: the tools that these scopes may call.
    package func list(for granted: Set<ToolScope>, version: ProtocolVersion) -> [UInt8] {
        let known = granted.isSubset(of: scopes) ? granted : granted.intersection(scopes)
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

extension ToolCatalogue {
    /// What the catalogue contributes to the protocol: `tools/list` and `tools/call`.
    /// - Parameter context: what the tools run with.
    /// - Returns: the methods, for a ``MethodTable``.
    package func methods(with context: Context) -> [Method] {
        [
            Method("tools/list", capability: "tools") { (call) throws(RPCFailure) in
                guard call.params["cursor"] ?? .null == .null else {
                    throw RPCFailure(200, RPCError.invalidParams, "Unknown cursor: the list of tools has one page.")
                }
                return .result(list(for: call.caller.scopes, version: call.caller.version))
            },
            Method("tools/call", headerMember: "name", capability: "tools") { (call) throws(RPCFailure) in
                try await run(call, context)
            },
        ]
    }

    private func run(_ call: MethodCall, _ context: Context) async throws(RPCFailure) -> MethodOutcome {
        guard let name = call.params["name"]?.string else {
            throw RPCFailure(200, RPCError.invalidParams, "tools/call needs params.name, a string.")
        }
        let arguments: JSONObject
        switch call.params["arguments"] {
        case nil, .null: arguments = [:]
        case .object(let object): arguments = object
        default: throw RPCFailure(200, RPCError.invalidParams, "params.arguments must be an object.")
        }
        guard let tool = tool(named: name) else {
            throw RPCFailure(
                200, RPCError.invalidParams, "Unknown tool \"\(name.beginning())\": tools/list names them all.")
        }
        guard call.caller.scopes.contains(tool.scope) else {
            return MethodOutcome(.forbidden(tool.scope), tool: tool.name)
        }
        let own = context.serving(ToolInvocation(call))
        var cause: String?
        let ending: Round<ToolResult>
        let ran = await own.run { try await tool.call(arguments, own) }
        do {
            ending = try ran.result.get()
        } catch let error as ToolInputError {
            ending = .done(.failure(error.description))
        } catch {
            let notice = own.notice(of: error)
            ending = .done(.failure(notice.message))
            cause = notice.cause
        }
        switch ending {
        case .asks(let requests): return MethodOutcome(.asks(requests), tool: tool.name, requests: ran.requests)
        case .done(let result):
            let encoded = result.encoded(for: call.caller.version, server: server)
            return MethodOutcome(
                .result(encoded), tool: tool.name, isError: result.isError, cause: cause, requests: ran.requests)
        }
    }
}

extension ToolInvocation {
    /// Progress goes to a caller that gave a token for it.
    fileprivate init(_ call: MethodCall) {
        let version = call.caller.version
        var report: (@Sendable (ProgressUpdate) async -> Void)?
        if let token = RequestMeta(params: call.params).progressToken {
            report = { update in await call.notify(update.notification(token: token, version: version)) }
        }
        self.init(caller: call.caller, answers: call.answers, report: report)
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
