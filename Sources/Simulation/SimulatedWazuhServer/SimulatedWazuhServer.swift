import CommandLineOptions
import FastCGI
import FoundationEssentials
import Glibc
import HTTP

/// The program `wazuh-sim`: a made-up Wazuh for trying the server out and for its tests.
@main
struct SimulatedWazuhServer {
    private static let command = CommandLineCommand(
        "wazuh-sim",
        """
        Serve a simulated Wazuh manager and indexer over FastCGI. SIMULATED_WAZUH_USER, SIMULATED_WAZUH_PASSWORD and
        SIMULATED_WAZUH_SECRET name its account and what signs its tokens; the web server says in the parameter
        SIMULATED_SERVICE which of the two a request is for.
        """,
        options: [
            CommandLineOption(
                "listen", "ADDRESS", help: "unix:PATH or HOST:PORT; without it the socket on standard input"),
            CommandLineOption("agents", "NUMBER", help: "agents of the company (default: 40)"),
            CommandLineOption("alerts", "NUMBER", help: "alerts of the last 30 days (default: 20000)"),
            CommandLineOption(
                "rate-limit", "NUMBER", help: "requests a minute, as Wazuh limits them (default: no limit)"),
            CommandLineOption(
                "at", "MOMENT", help: "data of this moment, such as 2026-03-31T08:00:00Z (default: of the current time)"
            ),
            CommandLineOption(
                "more-accounts",
                help: """
                    also accounts with their names as passwords: agents at the manager, which sees agents only, and \
                    admin, reader, alerts and outsider at the indexer
                    """),
        ])

    static func main() async {
        do {
            let invocation = try command.parse(Array(CommandLine.arguments.dropFirst()))
            let services = try SimulatedServices(invocation, ProcessInfo.processInfo.environment)
            let address = invocation.values["listen"]
            let socket =
                try address.map { address throws(FastCGIError) in try ListeningSocket(opening: address) }
                ?? .inherited()
            let server = try FastCGIServer(socket: socket, gatewayParameters: ["SIMULATED_SERVICE"]) {
                request, exchange in
                await exchange.respond(services.respond(to: request))
            }
            await serve(server, services)
        } catch CommandLineStop.help(let text) {
            print(text)
        } catch CommandLineStop.usage(let text) {
            fail(text)
        } catch {
            fail("\(error)")
        }
    }

    private static func serve(_ server: FastCGIServer, _ services: SimulatedServices) async {
        // Unstructured, because signals come from outside of any task.
        let serving = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await services.keepFresh() }
                _ = await server.run()
                group.cancelAll()
            }
        }
        await StopSignals.handled(by: { serving.cancel() }) { await serving.value }
    }

    private static func fail(_ text: String) -> Never {
        var line = "wazuh-sim: \(text)\n"
        _ = line.withUTF8 { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(64)
    }
}
