import CommandLineOptions
import Configuration
import FastCGI
import Gateway
import JSON
import Logging

/// `wazuh-mcp worker`: serves until it is told to stop, then finishes what is in flight.
struct WorkerCommand {
    private let listenAddress: String?

    init(_ invocation: CommandLineInvocation) { listenAddress = invocation.values["listen"] }

    func run() async throws -> Int32 {
        let composition = try Composition(try Settings.ofThisProcess())
        let gateway = try composition.gateway()
        let socket =
            try listenAddress.map { address throws(FastCGIError) in try ListeningSocket(opening: address) }
            ?? .inherited()
        let server = try FastCGIServer(socket: socket) { request, exchange in
            await gateway.respond(to: request, through: exchange)
        }
        // Unstructured, because signals come from outside of any task.
        let serving = Task { await serve(server, gateway) }
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

    private func serve(_ server: FastCGIServer, _ gateway: Gateway) async -> Int {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await gateway.maintain() }
            let abandoned = await server.run()
            group.cancelAll()
            return abandoned
        }
    }
}
