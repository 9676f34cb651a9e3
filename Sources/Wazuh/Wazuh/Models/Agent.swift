package import JSON

/// An agent as the manager knows it (`GET /agents`); times are ISO 8601.
package struct Agent: Sendable, Hashable {
    /// Whether the manager hears from an agent.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case active, pending, disconnected
        case neverConnected = "never_connected"
    }

    package struct OperatingSystem: Sendable, Hashable {
        package let name: String?
        package let version: String?
        package let platform: String?
        package let architecture: String?
    }

    package let id: AgentID
    package let name: String
    package let ip: String?
    package let status: Status
    /// Why it is not active: 1 invalid version, 2 version error, 3 shut down, 4 no keep-alive, 5 reset by the manager.
    package let statusCode: Int?
    package let operatingSystem: OperatingSystem?
    /// For example `Wazuh v4.14.1`; nil for an agent that never connected.
    package let version: String?
    package let groups: [String]
    /// The cluster node it is connected to.
    package let node: String?
    package let lastKeepAlive: String?
    package let registered: String?
    package let disconnected: String?
    /// True when it runs the configuration of its groups.
    package let isConfigurationSynced: Bool?

    package init(_ view: JSONView) throws(JSONError) {
        guard let id = try AgentID(view.text("id")) else { throw JSONError(.unexpectedShape, "\"id\" is no agent id") }
        guard let status = try Status(rawValue: view.text("status")) else {
            throw JSONError(.unexpectedShape, "\"status\" is no state of an agent")
        }
        self.id = id
        self.status = status
        name = view["name"]?.string ?? ""
        ip = view.known("ip") ?? view.known("registerIP")
        statusCode = view["status_code"]?.int
        operatingSystem = view["os"].map { os in
            OperatingSystem(
                name: os.known("name"), version: os.known("version"), platform: os.known("platform"),
                architecture: os.known("arch"))
        }
        version = view.known("version")
        groups = view["group"]?.strings ?? []
        node = view.known("node_name").flatMap { $0 == "unknown" ? nil : $0 }
        lastKeepAlive = view.known("lastKeepAlive")
        registered = view.known("dateAdd")
        disconnected = view.known("disconnection_time")
        isConfigurationSynced = view["group_config_status"]?.string.map { $0 == "synced" }
    }
}
