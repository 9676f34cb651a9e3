import HTTP
package import JSON
package import Upstream

/// A file or registry entry whose integrity an agent monitors (`GET /syscheck/{id}`).
package struct MonitoredEntry: Sendable, Hashable {
    /// What is monitored.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case file
        case registryKey = "registry_key"
        case registryValue = "registry_value"
    }

    /// The path of a file or registry key.
    package let path: String
    package let kind: Kind?
    /// The name of a registry value.
    package let valueName: String?
    /// In bytes.
    package let size: Int?
    package let owner: String?
    package let group: String?
    package let permissions: String?
    package let md5: String?
    package let sha1: String?
    package let sha256: String?
    /// When its content changed.
    package let modified: String?
    /// When the agent saw the latest change.
    package let seen: String?
    package let changes: Int?

    package init(_ view: JSONView) throws(JSONError) {
        path = try view.text("file")
        kind = view["type"]?.string.flatMap { Kind(rawValue: $0) }
        valueName = view["value"]?.known("name")
        size = view["size"]?.int
        owner = view.known("uname")
        group = view.known("gname")
        permissions = view.known("perm")
        md5 = view.known("md5")
        sha1 = view.known("sha1")
        sha256 = view.known("sha256")
        modified = view.known("mtime")
        seen = view.known("date")
        changes = view["changes"]?.int
    }
}

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
