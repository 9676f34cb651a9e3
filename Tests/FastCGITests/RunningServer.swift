import FastCGI
import HTTP
import TestSupport

/// A server on a Unix socket in a folder of its own.
struct RunningServer {
    let folder: TemporaryFolder
    let socket: ListeningSocket
    /// Ends with how many requests were given up.
    let running: Task<Int, Never>

    /// Opens a socket and serves on it.
    init(
        limits: FastCGIServer.Limits = .init(), drain: Duration = .seconds(20), gatewayParameters: Set<String> = [],
        handler: @escaping HTTPHandler
    ) throws {
        folder = try TemporaryFolder()
        socket = try ListeningSocket(opening: "unix:\(folder.file("worker.sock"))")
        running = try Self.serve(socket, limits, drain, gatewayParameters, handler)
    }

    /// Serves on the socket of another server, as a second worker does.
    init(sharing other: RunningServer, handler: @escaping HTTPHandler) throws {
        folder = other.folder
        socket = other.socket
        running = try Self.serve(socket, .init(), .seconds(20), [], handler)
    }

    func connect() throws -> FastCGIConnection {
        try FastCGIConnection(unixSocket: folder.file("worker.sock"))
    }

    /// Stops accepting, waits for what is in flight; how many requests were given up.
    @discardableResult
    func stop() async -> Int {
        running.cancel()
        return await running.value
    }

    /// Serves while `body` runs.
    static func with<Result>(
        limits: FastCGIServer.Limits = .init(), gatewayParameters: Set<String> = [], handler: @escaping HTTPHandler,
        _ body: (RunningServer) async throws -> Result
    ) async throws -> Result {
        let server = try RunningServer(limits: limits, gatewayParameters: gatewayParameters, handler: handler)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    private static func serve(
        _ socket: ListeningSocket, _ limits: FastCGIServer.Limits, _ drain: Duration, _ gatewayParameters: Set<String>,
        _ handler: @escaping HTTPHandler
    ) throws -> Task<Int, Never> {
        let server = try FastCGIServer(
            socket: socket, limits: limits, gatewayParameters: gatewayParameters, handler: handler)
        return Task { await server.run(drain: drain) }
    }
}
