package import HTTP
import CFastCGI
import Glibc
import Synchronization

/// Serves requests that a web server sends over FastCGI: a few threads that accept, a task a request.
///
/// A task begins on the thread that accepted its request and goes on, once it has waited, on another; a request that
/// waits holds no thread. Past the bound of requests in flight the server stops accepting and the
/// kernel's backlog waits.
package final class FastCGIServer: Sendable {
    package struct Limits: Sendable, Hashable {
        /// How many requests may be in flight.
        package var requestsInFlight = 512
        /// The largest body, in bytes; a larger one is answered 413.
        package var largestBody = 4 << 20
        /// How many threads accept requests and begin them.
        package var acceptors = 4
        /// How many threads run what has waited, with its blocking reads and writes.
        package var threads = 16
        /// How long the web server may take to send or to receive the next bytes of a request or an answer.
        package var patience: Duration = .seconds(30)

        package init() {}
    }

    private let socket: ListeningSocket
    private let limits: Limits
    private let gatewayParameters: Set<String>
    private let handler: HTTPHandler
    private let executor: BlockingExecutor
    private let watch: DisconnectWatch
    private let flow: RequestFlow

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
        Self.letSignalInterruptAccept()
        self.socket = socket
        self.limits = limits
        self.gatewayParameters = gatewayParameters
        self.handler = handler
        executor = try BlockingExecutor(threadCount: limits.threads)
        watch = try DisconnectWatch()
        flow = RequestFlow(limit: limits.requestsInFlight)
        do throws(FastCGIError) {
            for _ in 0..<limits.acceptors { try Thread.start(to: "accept requests") { [self] in accept() } }
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
        await withTaskCancellationHandler {
            await flow.closed()
        } onCancel: {
            flow.close()
            Self.interruptAccepting(of: flow)
        }
        // Threads that wait to accept are in the flow as well, until the signal has reached them.
        return await flow.drained(within: drain)
    }

    private func accept() {
        flow.beginAccepting()
        while flow.enter() {
            // Only here may the signal come: it would break off what a request reads or writes.
            Self.setSignal(SIG_UNBLOCK)
            let accepted = socket.accept(patience: limits.patience)
            Self.setSignal(SIG_BLOCK)
            guard let connection = accepted else {
                flow.leave()
                // Out of descriptors or interrupted: trying again at once would only burn the core.
                usleep(1_000)
                continue
            }
            let request = FastCGIRequest(connection: connection)
            let exchange = FastCGIExchange(request, watch: watch)
            executor.runHere {
                let handler = Task.detached(executorPreference: executor) { [self] in
                    await serve(request, exchange)
                    flow.leave()
                }
                exchange.attach(handler)
            }
        }
        flow.endAccepting()
    }

    private func serve(_ request: FastCGIRequest, _ exchange: FastCGIExchange) async {
        guard request.receive() else { return }
        let head: RequestHead
        do throws(RequestHead.Refusal) {
            head = try request.head(gatewayParameters: gatewayParameters)
        } catch {
            request.discardBody()
            return exchange.send(Self.failure(400, error.message))
        }
        guard head.contentLength <= limits.largestBody else {
            request.discardBody()
            return exchange.send(
                Self.failure(413, "The body is larger than \(limits.largestBody >> 20) MiB, the most that is accepted.")
            )
        }
        guard let body = request.body(length: head.contentLength) else {
            return exchange.send(Self.failure(400, "The body ended before its Content-Length."))
        }
        var whole = head.request
        whole.body = body
        await handler(whole, exchange)
        exchange.handlerReturned()
    }

    /// An error answer in the form that all of this server's errors have; `message` needs no JSON escapes.
    static func failure(_ status: HTTPStatus, _ message: String) -> HTTPResponse {
        let safe = message.replacing("\\", with: "/").replacing("\"", with: "'")
        return .json(status, Array(#"{"error":"\#(status.reason)","message":"\#(safe)"}"#.utf8))
    }

    // Once a process: the library sets up its state without a lock.
    private static let isInitialised = FCGX_Init() == 0

    // A handler without SA_RESTART makes the blocking accept return when the thread gets the signal.
    private static func letSignalInterruptAccept() {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in }
        unsafe sigaction(SIGUSR2, &action, nil)
        _ = signal(SIGPIPE, SIG_IGN)
    }

    private static func setSignal(_ change: CInt) {
        var mask = sigset_t()
        unsafe sigemptyset(&mask)
        unsafe sigaddset(&mask, SIGUSR2)
        unsafe pthread_sigmask(change, &mask, nil)
    }

    // Repeated, because a signal that comes just before accept() is lost.
    private static func interruptAccepting(of flow: RequestFlow) {
        let interrupt: @Sendable () -> Void = {
            while flow.signalAcceptors(SIGUSR2) { usleep(5_000) }
        }
        do throws(FastCGIError) {
            try Thread.start(to: "end accepting", interrupt)
        } catch {
            interrupt()
        }
    }
}
