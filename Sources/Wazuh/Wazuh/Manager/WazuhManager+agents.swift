import HTTP
package import JSON

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

    /// How many agents are in which state (`GET /agents/summary/status`).
    package func agentSummary() async throws(WazuhError) -> AgentSummary {
        let request = ManagerRequest("/agents/summary/status", permission: "agent:read")
        return try await client.object(request) { (data) throws(JSONError) in try AgentSummary(data) }
    }

    /// What an agent says of its connection; it has to be connected.
    package func agentStatistics(of id: AgentID) async throws(WazuhError) -> AgentConnectionStatistics {
        let request = ManagerRequest("/agents/\(id)/stats/agent", permission: "agent:read")
        return try await client.item(request) { (view) throws(JSONError) in try AgentConnectionStatistics(view) }
    }

    /// What an agent's log collector has read; it gives none in its first minute.
    package func logCollectorStatistics(of id: AgentID) async throws(WazuhError) -> LogCollectorStatistics {
        let request = ManagerRequest("/agents/\(id)/stats/logcollector", permission: "agent:read")
        return try await client.item(request) { (view) throws(JSONError) in try LogCollectorStatistics(view) }
    }

    /// A section of the configuration an agent runs with, asked of the agent itself, so it has to be connected.
    ///
    /// It may hold secrets: mask them before it leaves the server.
    package func agentConfiguration(
        of id: AgentID, section: ConfigurationSection
    ) async throws(WazuhError) -> JSON {
        let path = "/agents/\(id)/config/\(section.component)/\(section.configuration)"
        return try await client.object(ManagerRequest(path, permission: "agent:read")) { (data) throws(JSONError) in
            try JSON(data)
        }
    }

    /// The configuration that a group's agents share (`GET /groups/{group}/configuration`): an object with `filters`
    /// and `config` for each part.
    package func configuration(of group: GroupName, page: Page = Page()) async throws(WazuhError) -> Paged<JSON> {
        var query = QueryItems()
        query.append(page)
        let request = ManagerRequest("/groups/\(group)/configuration", query, permission: "group:read")
        return try await client.items(request) { (view) throws(JSONError) in try JSON(view) }
    }
}
