import HTTP
import JSON

extension WazuhManager {
    /// The packages of an agent's last inventory scan (`GET /syscollector/{id}/packages`).
    ///
    /// `name` keeps packages of exactly this name, `search` is looked for in every field.
    package func packages(
        of id: AgentID, name: String? = nil, search: SearchText? = nil, page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentPackage> {
        var query = QueryItems()
        query.append("name", ifPresent: name)
        query.append("search", ifPresent: search)
        query.append("sort", ifPresent: sort)
        query.append(page)
        let request = ManagerRequest("/syscollector/\(id)/packages", query, permission: "syscollector:read")
        return try await client.items(request) { (view) throws(JSONError) in try AgentPackage(view) }
    }
}
