import HTTP
package import JSON
package import Upstream

/// An agent as the manager knows it (`GET /agents`); times are ISO 8601.
package struct Agent: Sendable, Hashable {
    /// Whether the manager hears from an agent.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case active, pending, disconnected
        case neverConnected = "never_connected"
    }

    package let id: AgentID
    package let name: String
    package let ip: String?
    package let status: Status
    /// Why it is not active: 1 invalid version, 2 version error, 3 shut down, 4 no keep-alive, 5 reset by the manager.
    ///
    /// Not known of the agents of a list.
    package let statusCode: Int?
    /// Name and version, such as `Ubuntu 22.04.3 LTS`; the platform where neither is known.
    package let operatingSystem: String?
    /// For example `Wazuh v4.14.1`; nil for an agent that never connected.
    package let version: String?
    package let groups: [String]
    /// The cluster node it is connected to.
    package let node: String?
    package let lastKeepAlive: String?
    package let disconnected: String?
    /// True when it runs the configuration of its groups; not known of the agents of a list.
    package let isConfigurationSynced: Bool?

    package init(_ view: JSONView) throws(JSONError) {
        var members = view.members
        guard let id = members.string("id").flatMap({ AgentID($0) }) else {
            throw JSONError(.unexpectedShape, "\"id\" is missing or no agent id")
        }
        self.id = id
        name = members.string("name") ?? ""
        ip = members.known("ip")
        guard let status = members.string("status").flatMap({ Status(rawValue: $0) }) else {
            throw JSONError(.unexpectedShape, "\"status\" is missing or no state of an agent")
        }
        self.status = status
        operatingSystem = members.value("os").flatMap(Self.operatingSystem)
        version = members.known("version")
        node = members.known("node_name").flatMap { $0 == "unknown" ? nil : $0 }
        groups = members.value("group")?.strings ?? []
        lastKeepAlive = members.known("lastKeepAlive")
        disconnected = members.known("disconnection_time")
        isConfigurationSynced = members.string("group_config_status").map { $0 == "synced" }
        statusCode = members.value("status_code")?.int
    }

    private static func operatingSystem(_ os: JSONView) -> String? {
        switch (os.known("name"), os.known("version")) {
        case (let name?, let version?): name + " " + version
        case (nil, nil): os.known("platform")
        case (let name, let version): name ?? version
        }
    }

    /// What ``init(_:)`` reads of the agents of a list, so that the manager sends no more.
    static let listed =
        "id,name,ip,status,os.name,os.version,os.platform,version,group,node_name,lastKeepAlive,disconnection_time"
}

/// Which agents are asked for; what is nil does not matter.
package struct AgentFilter: Sendable, Hashable {
    package var statuses: [Agent.Status] = []
    package var ids: [AgentID] = []
    package var name: String?
    package var group: GroupName?
    package var node: NodeName?
    package var platform: String?
    package var version: String?
    package var ip: String?
    /// Looked for in every field, so not only in names.
    package var search: SearchText?
    /// False leaves out agent 000, the manager.
    package var includesManager = false

    package init() {}
}

/// How many agents are in which state (`GET /agents/summary/status`); the manager itself does not count.
package struct AgentSummary: Sendable, Hashable {
    package let active: Int
    package let disconnected: Int
    package let neverConnected: Int
    package let pending: Int
    package let total: Int
    /// Agents that run the configuration of their groups.
    package let synced: Int
    package let notSynced: Int

    package init(_ view: JSONView) throws(JSONError) {
        guard let connection = view["connection"] else {
            throw JSONError(.unexpectedShape, "\"connection\" is missing")
        }
        active = try connection.integer("active")
        disconnected = try connection.integer("disconnected")
        neverConnected = try connection.integer("never_connected")
        pending = try connection.integer("pending")
        total = try connection.integer("total")
        synced = view["configuration"]?["synced"]?.int ?? 0
        notSynced = view["configuration"]?["not_synced"]?.int ?? 0
    }
}

extension WazuhManager {
    /// Agents, by default in the order of their ids (`GET /agents`).
    package func agents(
        _ filter: AgentFilter = AgentFilter(), page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<Agent> {
        var query = QueryItems()
        if !filter.statuses.isEmpty { query.append("status", filter.statuses.map(\.rawValue).joined(separator: ",")) }
        if !filter.ids.isEmpty { query.append("agents_list", filter.ids.map(\.description).joined(separator: ",")) }
        query.append("name", ifPresent: filter.name)
        query.append("group", ifPresent: filter.group)
        query.append("node_name", ifPresent: filter.node)
        query.append("os.platform", ifPresent: filter.platform)
        query.append("version", ifPresent: filter.version)
        query.append("ip", ifPresent: filter.ip)
        query.append("search", ifPresent: filter.search)
        if !filter.includesManager { query.append("q", "id!=000") }
        query.append("select", Agent.listed)
        query.append("sort", ifPresent: sort)
        query.append(page)
        let request = ManagerRequest("/agents", query, permission: "agent:read")
        return try await client.items(request) { (view) throws(JSONError) in try Agent(view) }
    }

    /// One agent.
    /// - Throws: ``WazuhError`` with the code `notFound` when there is none of this id.
    package func agent(_ id: AgentID) async throws(WazuhError) -> Agent {
        let request = ManagerRequest("/agents", ["agents_list": id.description], permission: "agent:read")
        return try await client.item(request) { (view) throws(JSONError) in try Agent(view) }
    }

    /// How many agents are in which state (`GET /agents/summary/status`), as it was some seconds ago at the most.
    package func agentSummary() async throws(WazuhError) -> AgentSummary {
        let request = ManagerRequest("/agents/summary/status", permission: "agent:read")
        return try await summaries.answer(to: request.url, request.call) { () async throws(WazuhError) in
            try await client.object(request) { (data) throws(JSONError) in try AgentSummary(data) }
        }
    }
}
