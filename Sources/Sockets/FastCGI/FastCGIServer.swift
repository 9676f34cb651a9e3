package import HTTP
import CFastCGI
import Glibc
import Synchronization

/// Serves requests that a web server sends over FastCGI: a few threads that accept, a task a request.
///
/// A task begins on the thread that accepted its request and goes on, once it has waited, on another; neither a request
/// that waits nor a connection that the web server keeps holds a thread. Past the bound of requests in flight the server
/// stops accepting and the kernel's backlog waits.
package final class FastCGIServer: Sendable {
    package struct Limits: Sendable, Hashable {
        /// How many requests may be in flight.
        package var requestsInFlight = 512
        /// The largest body, in bytes; a larger one is answered 413.
        package var largestBody = 4 << 20
        /// How many threads accept requests and begin them.
        package var acceptors = 2
        /// How many threads run what has waited, with its blocking reads and writes.
        package var threads = 16
        /// How long the web server may take to send or to receive the next bytes of a request or an answer.
        package var patience: Duration = .seconds(30)

        package init() {}
    }

    private let limits: Limits
    private let gatewayParameters: Set<String>
    private let handler: HTTPHandler
    private let executor: BlockingExecutor
    private let watch: DisconnectWatch
    private let flow: RequestFlow
    private let poller: ConnectionPoller

    /// - Parameters:
    ///   - socket: where the web server's connections arrive.
    ///   - limits: what the server bounds.
    ///   - gatewayParameters: names of parameters that the web server sets itself and no request header becomes; the
    ///     handler finds them in ``HTTPRequest/gatewayParameters``, and no others.
    ///   - handler: answers a request.
    /// - Throws: ``FastCGIError`` when the system refuses what the server needs.
    package init(
        socket: ListeningSocket, limits: Limits = Limits(), gatewayParameters: Set<String> = [],
        handler: @escaping HTTPHandler
    ) throws(FastCGIError) {
        guard Self.isInitialised else { throw FastCGIError("libfcgi could not be initialised") }
        self.limits = limits
        self.gatewayParameters = gatewayParameters
        self.handler = handler
        executor = try BlockingExecutor(threadCount: limits.threads)
        watch = try DisconnectWatch()
        flow = RequestFlow(limit: limits.requestsInFlight)
        poller = try ConnectionPoller(socket: socket, patience: limits.patience)
        do throws(FastCGIError) {
            for _ in 0..<limits.acceptors { try Thread.start(to: "accept requests") { [self] in acceptRequests() } }
            try Thread.ensureRoom(for: sysconf(CInt(_SC_NPROCESSORS_ONLN)) + 2)
        } catch {
            flow.close()
            throw error
        }
    }

    /// Accepts and serves until the task is cancelled; then stops accepting and finishes what is in flight.
    /// - Parameter drain: how long requests in flight may take to finish.
    /// - Returns: how many requests were given up.
    package func run(drain: Duration = .seconds(30)) async -> Int {
        flow.open()
        // Ends when the task is cancelled.
        for await _ in AsyncStream<Never>.makeStream().stream {}
        poller.stopAccepting()
        // Unstructured, because in a cancelled task nothing waits.
        let abandoned = await Task.detached { [self] in await drained(within: drain) }.value
        flow.close()
        return abandoned
    }

    /// Waits until nothing is in flight, and until the web server has closed what it was asked to close or its time is up.
    private func drained(within limit: Duration) async -> Int {
        let end = ContinuousClock.now + limit
        var lastRequest = ContinuousClock.now
        while ContinuousClock.now < end {
            // In this order: a request that comes is in flight before its connection waits no more.
            let isEmpty = poller.isEmpty
            if flow.inFlight > 0 {
                lastRequest = .now
            } else if isEmpty || lastRequest + ConnectionPoller.partingTime <= .now {
                break
            }
            try? await Task.sleep(for: .milliseconds(1))
        }
        poller.end()
        while flow.inFlight > 0, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(1)) }
        return flow.inFlight
    }

    private func acceptRequests() {
        while flow.reserve(orElse: poller.dismissParked), let event = poller.next() {
            flow.begin()
            if let connection = poller.connection(with: event), connection.receive() {
                begin(connection)
            } else {
                flow.end()
            }
        }
    }

    /// Reads a request and starts its task, which in most cases ends here as well.
    private func begin(_ connection: FastCGIConnection) {
        let exchange = FastCGIExchange(connection, poller, watch)
        let request: HTTPRequest
        do throws(RequestHead.Refusal) {
            request = try read(connection)
        } catch {
            exchange.send(Self.failure(error.status, error.message))
            return flow.end()
        }
        let task = Task.immediateDetached(executorPreference: executor) { [self] in
            await handler(request, exchange)
            exchange.handlerReturned()
            flow.end()
        }
        exchange.handlerWaits(task)
    }

    private func read(_ connection: FastCGIConnection) throws(RequestHead.Refusal) -> HTTPRequest {
        // Also of a request that is refused: the web server reads no answer before it has sent all of it.
        defer { connection.discardBody() }
        let head = try connection.head(gatewayParameters: gatewayParameters)
        guard head.contentLength <= limits.largestBody else {
            let most = "\(limits.largestBody >> 20) MiB"
            throw RequestHead.Refusal(413, "The body is larger than \(most), the most that is accepted.")
        }
        guard let body = connection.body(length: head.contentLength) else {
            throw RequestHead.Refusal(400, "The body ended before its Content-Length.")
        }
        var request = head.request
        request.body = body
        return request
    }

    /// An error answer in the form that all of this server's errors have; `message` needs no JSON escapes.
    static func failure(_ status: HTTPStatus, _ message: String) -> HTTPResponse {
        let safe = message.replacing("\\", with: "/").replacing("\"", with: "'")
        return .json(status, Array(#"{"error":"\#(status.reason)","message":"\#(safe)"}"#.utf8))
    }

    // Once a process: the library sets up its state without a lock, and what is written to a connection that the web
    // server has closed shall be an error and no signal.
    private static let isInitialised: Bool = {
        _ = signal(SIGPIPE, SIG_IGN)
        return FCGX_Init() == 0
    }()
}
