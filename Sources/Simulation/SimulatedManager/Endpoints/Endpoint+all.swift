import HTTP

extension Endpoint {
    /// Every operation the simulated API has, but for the login.
    static let all: [Endpoint] =
        overview + agents + agentDetails + groups + syscollector + policies + integrity + ruleset + lists + mitre
        + managerNode(prefix: "/manager") + managerNode(prefix: "/cluster/{node_id}") + cluster + security + actions

    /// The query parameters of the login, which is served before a token exists.
    static let login = Endpoint("/security/user/authenticate", .none, "raw", method: .post) { _ in .message("") }
}
