import Encodings
package import FoundationEssentials
package import HTTP
import Cryptography
import JSON
package import SimulatedCompany
import Synchronization

/// The Wazuh manager's API as a function from requests to answers.
///
/// Processes with the same company and secret accept one another's tokens; the rate limit, blocked addresses and
/// logouts are a process's own.
package final class SimulatedManager: Sendable {
    let data: ManagerData
    let users: [SimulatedUser]
    let key: HMACKey
    let tokenLifetime: Int
    let rateLimit: Int?
    let faults: SimulatedFaults
    let version: String
    let now: @Sendable () -> Date
    private let routes: Routes
    let state = Mutex(ManagerState())

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
        rateLimit: Int? = 300,
        faults: SimulatedFaults = SimulatedFaults(), version: String = SimulatedCompany.wazuhVersion,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        data = ManagerData(company: company)
        self.users = users
        key = HMACKey(secret)
        self.tokenLifetime = tokenLifetime
        self.rateLimit = rateLimit
        self.faults = faults
        self.version = version
        self.now = now
        routes = Routes(Endpoint.all.filter { VersionOrder.isAtLeast(version, $0.since) })
    }

    /// Answers one request.
    package func respond(to request: HTTPRequest) -> HTTPResponse {
        let now = now()
        var response: HTTPResponse
        do throws(ManagerError) {
            response = if let fault = try faulty(request, now) { fault } else { try served(request, now) }
        } catch {
            response = error.response(node: data.company.managerName)
        }
        response.fields["server"] = "Wazuh"
        return response
    }

    func served(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> HTTPResponse {
        try countRequest(now)
        guard let path = PercentCoding.decode(request.path) else { throw .unknownPath }
        if path.utf8.count > 1, path.hasSuffix("/") { return Self.redirect(path, request.query) }
        if path == "/security/user/authenticate" { return try authenticate(request, now) }
        let (endpoint, values) = try routes.find(request.method, path)
        let user = try authorized(request, now)
        let parameters = try RequestParameters(path: values, query: request.query, endpoint: endpoint)
        try checkBody(request, endpoint)
        let call = Call(
            data: data, endpoint: endpoint, parameters: parameters, user: user, now: now, body: request.body,
            version: version)
        try checkPermission(call)
        return try endpoint.answer(call).response
    }

    private func checkBody(_ request: HTTPRequest, _ endpoint: Endpoint) throws(ManagerError) {
        guard endpoint.takesBody else { return }
        let type = request.fields[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        guard type == "application/json" else {
            throw ManagerError(
                415, "Unsupported Media Type", "Invalid Content-type (\(type)), expected ['application/json']")
        }
    }

    private func checkPermission(_ call: Call) throws(ManagerError) {
        let role = call.user.role
        switch call.endpoint.permission {
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
