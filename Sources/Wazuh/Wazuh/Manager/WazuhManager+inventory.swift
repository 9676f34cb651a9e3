import HTTP
import JSON

/// What an agent's last inventory scan found.
extension WazuhManager {
    /// The processes (`GET /syscollector/{id}/processes`).
    ///
    /// `name` keeps processes of exactly this name, `search` is looked for in every field.
    package func processes(
        of id: AgentID, name: String? = nil, search: SearchText? = nil, page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentProcess> {
        let request = Self.inventory("processes", of: id, Self.query(name, search), page, sort)
        return try await client.items(request) { (view) throws(JSONError) in try AgentProcess(view) }
    }

    /// The software (`GET /syscollector/{id}/packages`).
    ///
    /// `name` keeps packages of exactly this name, `search` is looked for in every field.
    package func packages(
        of id: AgentID, name: String? = nil, search: SearchText? = nil, page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentPackage> {
        let request = Self.inventory("packages", of: id, Self.query(name, search), page, sort)
        return try await client.items(request) { (view) throws(JSONError) in try AgentPackage(view) }
    }

    /// The open sockets (`GET /syscollector/{id}/ports`).
    ///
    /// `state` is for example `listening`, and UDP sockets have none; `transport` is for example `tcp` or `udp6`; `process`
    /// keeps sockets of processes of exactly this name.
    package func ports(
        of id: AgentID, state: String? = nil, transport: String? = nil, localPort: Int? = nil, process: String? = nil,
        page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentPort> {
        var query = QueryItems()
        query.append("state", ifPresent: state)
        query.append("protocol", ifPresent: transport)
        query.append("local.port", ifPresent: localPort)
        query.append("process", ifPresent: process)
        let request = Self.inventory("ports", of: id, query, page, sort)
        return try await client.items(request) { (view) throws(JSONError) in try AgentPort(view) }
    }

    private static func query(_ name: String?, _ search: SearchText?) -> QueryItems {
        var query = QueryItems()
        query.append("name", ifPresent: name)
        query.append("search", ifPresent: search)
        return query
    }

    private static func inventory(
        _ part: String, of id: AgentID, _ filter: QueryItems, _ page: Page, _ sort: SortOrder?
    ) -> ManagerRequest {
        var query = filter
        query.append("sort", ifPresent: sort)
        query.append(page)
        return ManagerRequest("/syscollector/\(id)/\(part)", query, permission: "syscollector:read")
    }
}
