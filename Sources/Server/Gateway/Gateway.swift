import Auth
package import HTTP
package import Logging
import MCP
package import Store
package import WazuhTools

/// Everything of the server but the socket: a request comes in, its answer goes out.
package struct Gateway: Sendable {
    let settings: GatewaySettings
    let store: any Store
    let authenticator: any RequestAuthenticator
    let publisher: any EventPublisher
    let catalogue: ToolCatalogue<WazuhContext>
    let wazuh: WazuhContext
    let readiness: Readiness
    let log: Logger
    /// What pauses are made by.
    let clock: any Clock<Duration>
    let calls = CallRegistry()
    let serverInfo: ServerInfo
    let discoverResult: [UInt8]

    /// Puts the server together.
    /// - Parameters:
    ///   - settings: what it needs to know of the configuration.
    ///   - store: shared by all workers.
    ///   - authenticator: finds out who sends a request.
    ///   - publisher: puts events on the streams that the web server holds.
    ///   - wazuh: what the tools run with.
    ///   - readiness: the state of the parts that it depends on.
    ///   - log: where failures and tool calls are noted.
    ///   - tools: what clients are offered, in the order of the list.
    ///   - clock: what its pauses are made by.
    package init(
        settings: GatewaySettings, store: any Store, authenticator: any RequestAuthenticator,
        publisher: any EventPublisher, wazuh: WazuhContext, readiness: Readiness, log: Logger,
        tools: [WazuhTool] = allTools, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.settings = settings
        self.store = store
        self.authenticator = authenticator
        self.publisher = publisher
        self.wazuh = wazuh
        self.readiness = readiness
        self.log = log
        self.clock = clock
        serverInfo = settings.serverInfo
        discoverResult = serverInfo.discoverResult()
        catalogue = ToolCatalogue(tools, server: serverInfo)
    }

    /// Answers one request.
    package func respond(to request: HTTPRequest, through exchange: any HTTPExchange) async {
        if let channel = request.gatewayParameters["STREAM_CLOSED"], !channel.isEmpty {
            streamClosed(channel)
            return await exchange.respond(HTTPResponse(204))
        }
        guard let route = Route(path: request.path) else {
            return await exchange.respond(.failure(404, "There is nothing at this path; GET / says what there is."))
        }
        guard route.methods.contains(request.method) else {
            return await exchange.respond(.methodNotAllowed(route.methods))
        }
        if let open = await openAnswer(to: request, route) { return await exchange.respond(open) }
        await respond(to: request, route, exchange)
    }

    /// Answers the routes that need a credential.
    private func respond(to request: HTTPRequest, _ route: Route, _ exchange: any HTTPExchange) async {
        let principal: Principal
        switch authenticator.principal(for: request) {
        case .granted(let granted): principal = granted
        case .refused(let refusal): return await exchange.respond(self.refusal(refusal, route))
        }
        switch (route, request.method) {
        case (.eventStream, _): await openEventStream(principal, exchange)
        case (.eventStreamMessages, _): await postToEventStream(request, principal, exchange)
        case (_, .get): await openSessionStream(request, principal, exchange)
        case (_, .delete): await endSession(request, principal, exchange)
        default: await postMessage(request, principal, exchange)
        }
    }
}
