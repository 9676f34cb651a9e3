import HTTP
import JSON

/// Which monitored entries are asked for; what is nil does not matter.
package struct MonitoredFilter: Sendable, Hashable {
    package var kind: MonitoredEntry.Kind?
    /// Exactly this path.
    package var path: String?
    /// Of the content: MD5, SHA-1 or SHA-256.
    package var hash: String?
    package var search: SearchText?

    package init() {}
}

extension WazuhManager {
    /// The policies that an agent was assessed by, with how it did (`GET /sca/{id}`).
    package func scaPolicies(
        of id: AgentID, search: SearchText? = nil, page: Page = Page()
    ) async throws(WazuhError) -> Paged<SCAPolicy> {
        var query = QueryItems()
        query.append("search", ifPresent: search)
        query.append(page)
        let request = ManagerRequest("/sca/\(id)", query, permission: "sca:read")
        return try await client.items(request) { (view) throws(JSONError) in try SCAPolicy(view) }
    }

    /// The checks of a policy on an agent (`GET /sca/{id}/checks/{policy}`).
    ///
    /// A policy that the agent does not have gives none, not an error.
    package func scaChecks(
        of id: AgentID, policy: PolicyID, result: SCACheck.Result? = nil, search: SearchText? = nil,
        page: Page = Page()
    ) async throws(WazuhError) -> Paged<SCACheck> {
        var query = QueryItems()
        query.append("result", ifPresent: result?.rawValue)
        query.append("search", ifPresent: search)
        query.append(page)
        let request = ManagerRequest("/sca/\(id)/checks/\(policy)", query, permission: "sca:read")
        return try await client.items(request) { (view) throws(JSONError) in try SCACheck(view) }
    }

    /// The files and registry entries whose integrity an agent monitors (`GET /syscheck/{id}`).
    package func monitoredEntries(
        of id: AgentID, _ filter: MonitoredFilter = MonitoredFilter(), page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<MonitoredEntry> {
        var query = QueryItems()
        query.append("type", ifPresent: filter.kind?.rawValue)
        query.append("file", ifPresent: filter.path)
        query.append("hash", ifPresent: filter.hash)
        query.append("search", ifPresent: filter.search)
        query.append("sort", ifPresent: sort)
        query.append(page)
        let request = ManagerRequest("/syscheck/\(id)", query, permission: "syscheck:read")
        return try await client.items(request) { (view) throws(JSONError) in try MonitoredEntry(view) }
    }
}
