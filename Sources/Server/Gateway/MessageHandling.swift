import Auth
import Encodings
import HTTP
import JSON
import MCP
import Store
import Upstream
import WazuhTools

extension Gateway {
    /// Answers one request whose session and version are settled.
    func answer(_ request: Message.Request, era: Era, _ call: CallContext) async -> RPCReply {
        let operation: Operation
        do throws(RPCFailure) {
            operation = try Operation(request, era: era)
        } catch {
            return .failure(error)
        }
        switch operation {
        case .initialize:
            return .failure(RPCFailure(200, RPCError.invalidRequest, "This session is initialised already."))
        case .discover: return .result(discoverResult)
        case .ping: return .result(Array("{}".utf8))
        case .listTools: return .result(catalogue.list(for: call.principal.toolScopes, version: call.version))
        case .callTool(let toolCall): return await run(toolCall, id: request.id, call)
        }
    }

    private func run(_ toolCall: Operation.ToolCall, id: RequestID, _ call: CallContext) async -> RPCReply {
        guard let tool = catalogue.tool(named: toolCall.name) else {
            let name = toolCall.name.beginning()
            return .failure(
                RPCFailure(200, RPCError.invalidParams, "Unknown tool \"\(name)\": tools/list names them all."))
        }
        guard call.principal.toolScopes.contains(tool.scope) else { return .forbidden(scope: tool.scope.rawValue) }
        let key = call.sessionID.map { CallRegistry.Key(session: $0, request: id) }
        if let key { calls.add(key) { call.exchange.cancelHandler() } }
        // Only a modern client means "cancel" by closing its connection.
        if call.version.isModern { call.exchange.onDisconnect { call.exchange.cancelHandler() } }
        defer { if let key { calls.remove(key) } }
        let result = await perform(tool, toolCall, call)
        guard !Task.isCancelled else { return .cancelled }
        return .result(result.encoded(for: call.version, server: serverInfo))
    }

    /// How long the requests of a tool's call may take together: less than clients wait, the impatient ones 60 s.
    private static let longestCall = Duration.seconds(30)

    private func perform(
        _ tool: Tool<WazuhContext>, _ toolCall: Operation.ToolCall, _ call: CallContext
    ) async -> ToolResult {
        let version = call.version
        let reply = call.reply
        let context = wazuh.reporting { update in
            guard let token = toolCall.progressToken else { return }
            await reply.notify(update.notification(token: token, version: version))
        }
        let start = ContinuousClock.now
        let result: ToolResult
        do {
            result = try await CallDeadline.within(Self.longestCall) {
                try await tool.call(toolCall.arguments, context)
            }
        } catch let error as ToolInputError {
            result = .failure(error.description)
        } catch {
            result = .failure(context.explain(error))
        }
        log.toolCall(tool.name, principal: call.principal, isError: result.isError, took: .now - start)
        return result
    }
}

extension Principal {
    /// The scopes as the catalogue names them.
    var toolScopes: Set<ToolScope> { Set(scopes.map { ToolScope(rawValue: $0.string) }) }
}
