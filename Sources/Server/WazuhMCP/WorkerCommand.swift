import CommandLineOptions
import Configuration
import FastCGI
import Gateway
import JSON
import Logging
import Server
import State

/// `wazuh-mcp worker`: serves until it is told to stop, then finishes what is in flight.
struct WorkerCommand {
    private let listenAddress: String?
    private let acceptsNewStore: Bool

    init(_ invocation: CommandLineInvocation) {
        listenAddress = invocation.values["listen"]
        acceptsNewStore = invocation.switches.contains("accept-new-store")
    }

    func run() async throws -> Int32 {
        ProcessMemory.giveBackWhatIsFreed()
        let settings = try Settings.ofThisProcess()
        let composition = try Composition.ofThisProcess(settings, acceptsNewStore: acceptsNewStore)
        let gateway = try composition.gateway()
        let socket =
            try listenAddress.map { address throws(FastCGIError) in try ListeningSocket(opening: address) }
            ?? .inherited()
        let server = try FastCGIServer(
            socket: socket, limits: composition.limits.requests, gatewayParameters: Gateway.parameters
        ) { request, exchange in
            await gateway.respond(to: request, through: exchange)
        }
        // Unstructured, because signals come from outside of any task.
        let serving = Task { await serve(server, gateway, drain: composition.limits.drain) }
        let log = composition.log
        let abandoned = await StopSignals.handled {
            log.log(.info, "worker stopping")
            serving.cancel()
        } while: {
            log.log(.info, "worker started")
            return await serving.value
        }
        log.log(.info, "worker stopped", ["abandoned_requests": .integer(Int64(abandoned))])
        return 0
    }

    private func serve(_ server: FastCGIServer, _ gateway: Gateway, drain: Duration) async -> Int {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await gateway.maintain() }
            let abandoned = await server.run(drain: drain)
            group.cancelAll()
            return abandoned
        }
    }
}

extension Composition {
    /// The parts of this process, on the store that its settings name.
    static func ofThisProcess(_ settings: Settings, acceptsNewStore: Bool = false) throws -> Composition {
        let secret = try StateFolder(settings.stateFolder).authSecret(settings)
        let log = log(settings)
        let state = try SharedState.configured(settings, acceptsNew: acceptsNewStore, log: log)
        return try Composition(settings, secret: secret, state: state, log: log)
    }
}
