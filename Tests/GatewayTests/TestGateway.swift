import Upstream
import Auth
import Cryptography
import Encodings
import FoundationEssentials
import Gateway
import HTTP
import HTTPClient
import JSON
import Logging
import MCP
import MemoryState
import State
import TestSupport
import Testing
import WazuhManager
import WazuhTools

/// A worker's gateway with everything around it in this process: store, publisher, clocks and a simulated manager.
struct TestGateway: Sendable {
    static let url = "https://siem.example:8443"
    static let secret = Array("a secret of at least thirty-two bytes".utf8)

    let state: SharedState
    let publisher = RecordingPublisher()
    let tools = TestTools()
    /// What pauses are made by.
    let clock = SteppedClock()
    /// What tells the date to the authenticator.
    let calendar: ManualClock
    let logged = Recorder<String>()
    private let gateway: Gateway

    /// - Parameters:
    ///   - authentication: whether callers need a credential.
    ///   - state: give the same to several for workers of one server.
    ///   - transport: what answers for the manager.
    ///   - configuredKey: an API key that the configuration names, allowed to read.
    ///   - calendar: what tells the date.
    ///   - readiness: what `/ready` tells.
    init(
        _ authentication: GatewaySettings.Authentication = .bearer, state: SharedState = .inMemory(),
        transport: any HTTPTransport = simulated, configuredKey: APIKey? = nil,
        calendar: ManualClock = ManualClock(), readiness: Readiness = Readiness(parts: [])
    ) {
        self.state = state
        self.calendar = calendar
        let authenticator: any RequestAuthenticator =
            switch authentication {
            case .none: OpenAccess(scopes: [Scopes.read])
            case .bearer:
                CredentialAuthenticator(
                    verifier: TokenVerifier(
                        secret: Self.secret, issuer: Self.url, audiences: [Self.url, Self.url + "/mcp"]),
                    issuer: Self.issuer, keys: state.keys,
                    configuredKey: configuredKey.map { .init($0, scopes: [Scopes.read]) }
                ) { calendar.now }
            }
        let connection = ManagerConnection(baseURL: SimulatedTransport.baseURL, user: "wazuh", password: "wazuh")
        gateway = Gateway(
            settings: GatewaySettings(
                publicURL: Self.url, authentication: authentication, scopes: Scopes.all),
            state: state, authenticator: authenticator, publisher: publisher,
            methods: MethodTable(
                server: Self.serverInfo,
                ToolCatalogue(allTools + tools.all, server: Self.serverInfo).methods(
                    with: WazuhContext(
                        manager: WazuhManager(connection, transport: transport, clock: .unhurried),
                        longestCall: .seconds(3_600)))),
            inputState: InputState(secret: Self.secret) { calendar.now }, readiness: readiness,
            log: Logger(minimum: .info) { [logged] line in logged.record(String(decoding: line, as: UTF8.self)) },
            clock: clock)
    }

    static let serverInfo = ServerInfo(
        name: "wazuh-mcp", title: "Wazuh MCP Server", version: "1.2.3", description: "Asks Wazuh.", instructions: "Ask."
    )
    /// One manager for most tests: to make a company takes longer than most of them.
    private static let simulated = SimulatedTransport()
    private static let issuer = TokenIssuer(secret: secret, issuer: url, audience: url + "/mcp", lifetime: 600)

    /// An access token as `/auth/token` gives it.
    func token(_ subject: String, scopes: [String] = [Scopes.read], now: Date? = nil) -> String {
        let seconds = Int((now ?? calendar.now).timeIntervalSince1970)
        let grant = try? Self.issuer.issue(to: ExactText(subject), scopes: scopes, now: seconds)
        return grant?.accessToken ?? ""
    }

    /// Adds an API key to the store.
    func addKey(_ id: ExactText = "key_1", scopes: [String] = [Scopes.read]) async throws -> APIKey {
        let key = try APIKey.generate()
        try await state.keys.insert(
            APIKeyRecord(id: id, name: "test", hash: key.hash, scopes: scopes, createdAt: calendar.now))
        return key
    }

    /// Sends a request as a subject and waits for all of its answer.
    func send(_ request: HTTPRequest, as subject: String? = "ann", scopes: [String] = [Scopes.read]) async -> Answer {
        await start(request, as: subject, scopes: scopes).answer
    }

    /// Sends a request and goes on.
    func start(_ request: HTTPRequest, as subject: String? = "ann", scopes: [String] = [Scopes.read]) -> RunningRequest
    {
        var request = request
        if let subject { request.fields[.authorization] = "Bearer \(token(subject, scopes: scopes))" }
        return RunningRequest(gateway, request)
    }

    /// Runs what a worker does beside its requests while `body` runs.
    func maintaining(_ body: () async throws -> Void) async rethrows {
        let maintenance = Task { [gateway] in await gateway.maintain() }
        defer { maintenance.cancel() }
        try await body()
    }

    /// Opens a session on `/mcp` and returns its id.
    func openSession(_ version: String = "2025-11-25", as subject: String = "ann") async throws -> String {
        let answer = await send(.post("/mcp", .initialize(version)), as: subject)
        return try #require(answer.session, "\(answer.text)")
    }

    /// Opens a stream on `/sse` and returns its session's id.
    func openStream(as subject: String = "ann") async throws -> String {
        let before = publisher.published.all.count
        let answer = await send(HTTPRequest(.get, "/sse"), as: subject)
        try #require(answer.status == 200, "\(answer.text)")
        return try #require(publisher.published.all.dropFirst(before).first).channel
    }
}

/// A request that the gateway works on.
struct RunningRequest {
    let exchange = RecordedExchange()
    private let task: Task<Void, Never>

    init(_ gateway: Gateway, _ request: HTTPRequest) {
        task = Task { [exchange] in await gateway.respond(to: request, through: exchange) }
        exchange.attach(task)
    }

    /// The whole answer, once the gateway is done with the request; a test that runs out of time cancels it.
    var answer: Answer {
        get async {
            await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
            return Answer(exchange.events.all)
        }
    }
}
