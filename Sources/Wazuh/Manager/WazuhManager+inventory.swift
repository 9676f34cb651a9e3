import HTTP
import JSON

extension WazuhManager {
    /// The processes of an agent's last inventory scan (`GET /syscollector/{id}/processes`).
    ///
    /// `name` keeps processes of exactly this name, `search` is looked for in every field.
    package func processes(
        of id: AgentID, name: String? = nil, search: SearchText? = nil, page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentProcess> {
        var query = QueryItems()
        query.append("name", ifPresent: name)
        query.append("search", ifPresent: search)
        query.append("sort", ifPresent: sort)
        query.append(page)
        let request = ManagerRequest("/syscollector/\(id)/processes", query, permission: "syscollector:read")
        return try await client.items(request) { (view) throws(JSONError) in try AgentProcess(view) }
    }

    /// The open sockets of an agent's last inventory scan (`GET /syscollector/{id}/ports`).
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
        query.append("sort", ifPresent: sort)
        query.append(page)
        let request = ManagerRequest("/syscollector/\(id)/ports", query, permission: "syscollector:read")
        return try await client.items(request) { (view) throws(JSONError) in try AgentPort(view) }
    }
}
