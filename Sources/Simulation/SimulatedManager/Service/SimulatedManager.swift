import Encodings
package import FoundationEssentials
package import HTTP
package import SimulatedCompany
import Synchronization

/// The Wazuh manager's API as a function from requests to answers.
///
/// Processes with the same company and secret accept one another's tokens; the rate limit, blocked addresses and
/// logouts are a process's own.
package final class SimulatedManager: Sendable {
    private let data: ManagerData
    private let login: ManagerLogin
    private let rateLimit: Int?
    private let faults: SimulatedFaults
    private let version: String
    private let now: @Sendable () -> Date
    /// The requests of the fixed window of a minute that is running.
    private let window = Mutex((start: 0.0, requests: 0))
    /// How many requests there have been, logins not counted.
    private let requests = Mutex(0)
    private let routes: Routes

    /// The longest path with its query, in bytes.
    private static let longestTarget = 32_768

    /// Every operation the simulated API has, but for the login.
    private static let endpoints =
        Endpoint.agents + Endpoint.inventories + Endpoint.policies + [Endpoint.integrity] + Endpoint.ruleset
        + Endpoint.cluster + Endpoint.node(prefix: "/manager") + Endpoint.node(prefix: "/cluster/{node_id}")
        + Endpoint.actions

    /// Sets the API up.
    /// - Parameters:
    ///   - company: what it tells about.
    ///   - users: who may log in.
    ///   - secret: signs the tokens, 16 bytes or more.
    ///   - tokenLifetime: seconds that a token is valid, 900 as Wazuh ships.
    ///   - rateLimit: requests a minute, 300 as Wazuh ships; nil for no limit.
    ///   - faults: what goes wrong on purpose.
    ///   - version: the Wazuh version to be, 4.8.0…4.14.7; operations that came later are unknown paths.
    ///   - now: the clock.
    package init(
        company: SimulatedCompany, users: [SimulatedUser], secret: [UInt8], tokenLifetime: Int = 900,
        rateLimit: Int? = 300, faults: SimulatedFaults = SimulatedFaults(),
        version: String = SimulatedCompany.wazuhVersion, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        data = ManagerData(company: company)
        login = ManagerLogin(
            users: users, secret: secret, tokenLifetime: tokenLifetime, refusesTokenOnce: faults.refusesTokenOnce)
        self.rateLimit = rateLimit
        self.faults = faults
        self.version = version
        self.now = now
        routes = Routes(Self.endpoints.filter { Call.isVersion(version, atLeast: $0.since) })
    }

    /// Answers one request.
    package func respond(to request: HTTPRequest) -> HTTPResponse {
        let now = now()
        var response: HTTPResponse
        do throws(ManagerError) {
            let isLogin = request.path.hasSameBytes(as: ManagerLogin.path)
            let number = requests.withLock { count in
                if !isLogin { count += 1 }
                return count
            }
            if let fault = faults.fault(ofRequest: number, isLogin: isLogin) {
                response = try fault.response(node: data.company.managerName) { () throws(ManagerError) in
                    try served(request, now)
                }
            } else {
                response = try served(request, now)
            }
        } catch {
            response = error.response(node: data.company.managerName)
        }
        response.fields["server"] = "Wazuh"
        return response
    }

    private func served(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> HTTPResponse {
        try countRequest(now)
        guard request.path.utf8.count + request.query.utf8.count <= Self.longestTarget else { throw .tooLong }
        guard let path = PercentCoding.decode(request.path) else { throw .unknownPath }
        if path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { return Self.redirect(path, request.query) }
        if path.hasSameBytes(as: ManagerLogin.path) { return try login.answer(request, now) }
        let (endpoint, values) = try routes.find(request.method, path)
        let user = try login.user(of: request, now)
        let parameters = try RequestParameters(path: values, query: request.query, endpoint.parameters)
        try checkBody(request, endpoint)
        let call = Call(
            data: data, parameters: parameters, user: user, now: now, body: request.body, version: version)
        try checkPermission(call, endpoint.permission)
        return try endpoint.answer(call).response
    }

    /// Counts a request against the limit, which is one for all users.
    private func countRequest(_ now: Date) throws(ManagerError) {
        guard let rateLimit else { return }
        let time = now.timeIntervalSince1970
        let requests = window.withLock { window in
            if time - window.start >= 60 { window = (time, 0) }
            window.requests += 1
            return window.requests
        }
        guard requests <= rateLimit else { throw .tooManyRequests }
    }

    private func checkBody(_ request: HTTPRequest, _ endpoint: Endpoint) throws(ManagerError) {
        guard endpoint.takesBody else { return }
        let type = request.fields[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        guard type.hasSameBytes(as: "application/json") else {
            throw ManagerError(
                status: 415, title: "Unsupported Media Type",
                detail: "Invalid Content-type (\(type)), expected ['application/json']")
        }
    }

    private func checkPermission(_ call: Call, _ permission: Endpoint.Permission) throws(ManagerError) {
        let role = call.user.role
        switch permission {
        case .none: break
        case .action(let action):
            guard role.allows(action, on: ["*:*:*"]) else { throw .permissionDenied("*:*") }
        case .node(let action):
            let name = call.parameters["node_id"] ?? data.company.managerName
            guard role.allows(action, on: ["node:id:\(name)"]) else { throw .permissionDenied("node:id") }
        case .agent(let action):
            let id = call.path("agent_id")
            let isAllowed = call.agent.map { call.allows(action, $0) } ?? role.allows(action, on: ["agent:id:\(id)"])
            guard isAllowed else { throw .permissionDenied("agent:id") }
        }
    }

    private static func redirect(_ path: String, _ query: String) -> HTTPResponse {
        let target = String(path.dropLast()) + (query.isEmpty ? "" : "?" + query)
        return HTTPResponse(307, fields: ["location": target])
    }
}
