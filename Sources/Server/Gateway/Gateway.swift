import Auth
import Cryptography
import Encodings
package import HTTP
package import Logging
package import MCP
package import State

/// Everything of the server but the socket: a request comes in, its answer goes out.
package struct Gateway: Sendable {
    /// The facts that only the web server tells, and no client can.
    package static let parameters: Set<String> = [streamClosedParameter]

    let settings: GatewaySettings
    let state: SharedState
    let authenticator: any RequestAuthenticator
    let publisher: any EventPublisher
    let methods: MethodTable
    let inputState: InputState
    let readiness: Readiness
    let log: Logger
    /// What pauses are made by.
    let clock: any Clock<Duration>
    let calls = CallRegistry()
    let cancellations: Cancellations
    let routes = RouteTable(Route.all)
    private let middlewares: [Middleware]

    /// Puts the gateway together.
    /// - Parameters:
    ///   - settings: what it needs to know of the configuration.
    ///   - state: shared by all workers.
    ///   - authenticator: finds out who sends a request.
    ///   - publisher: puts events on the streams that the web server holds.
    ///   - methods: what clients can ask for.
    ///   - inputState: what handlers know while a client answers their questions.
    ///   - readiness: the state of the parts that the server depends on.
    ///   - log: where failures and calls are noted.
    ///   - observers: are told what became of each request, beside the log.
    ///   - clock: what its pauses are made by.
    package init(
        settings: GatewaySettings, state: SharedState, authenticator: any RequestAuthenticator,
        publisher: any EventPublisher, methods: MethodTable, inputState: InputState, readiness: Readiness, log: Logger,
        observers: [@Sendable (CallRecord) -> Void] = [], clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.settings = settings
        self.state = state
        self.authenticator = authenticator
        self.publisher = publisher
        self.methods = methods
        self.inputState = inputState
        self.readiness = readiness
        self.log = log
        self.clock = clock
        cancellations = Cancellations(state.keyed)
        middlewares = [
            Self.recording { record in
                record.log(to: log)
                for observe in observers { observe(record) }
            }
        ]
    }

    /// Answers one request.
    package func respond(to request: HTTPRequest, through exchange: any HTTPExchange) async {
        let incoming = IncomingRequest(http: request, exchange: exchange, account: CallAccount())
        _ = await respond(to: incoming, through: middlewares[...])
    }

    private func respond(to request: IncomingRequest, through middlewares: ArraySlice<Middleware>) async -> Answer {
        guard let first = middlewares.first else { return await routed(request) }
        return await first(request) { request in await respond(to: request, through: middlewares.dropFirst()) }
    }

    /// Runs the handler of the request's route and writes its answer.
    private func routed(_ request: IncomingRequest) async -> Answer {
        let answer: Answer
        do throws(RequestFailure) {
            if let channel = request.http.gatewayParameters[Self.streamClosedParameter], !channel.isEmpty {
                await streamClosed(channel, request.account)
                answer = .response(HTTPResponse(204))
                await answer.write(to: request.exchange)
                return answer
            }
            let route = try routes.route(of: request.http)
            request.account.note(route: route.path)
            switch route.handler {
            case .open(let handler): answer = try await handler(self, request)
            case .guarded(let handler):
                answer = try await handler(self, request, try await principal(of: request, route))
            }
        } catch {
            request.account.note(cause: error.cause)
            answer = .response(error.response)
        }
        await answer.write(to: request.exchange)
        return answer
    }

    /// Tells what became of each request.
    private static func recording(to observe: @escaping @Sendable (CallRecord) -> Void) -> Middleware {
        { request, next in
            let answer = await next(request)
            observe(request.account.record(of: request.http, status: answer.status))
            return answer
        }
    }
}
