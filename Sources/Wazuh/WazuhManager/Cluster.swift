import HTTP
package import JSON
package import Upstream

/// Whether the manager is part of a cluster (`GET /cluster/status`).
package struct ClusterStatus: Sendable, Hashable {
    package let isEnabled: Bool
    package let isRunning: Bool

    package init(_ view: JSONView) throws(JSONError) {
        isEnabled = try view.text("enabled") == "yes"
        isRunning = try view.text("running") == "yes"
    }
}

/// A manager in a cluster (`GET /cluster/nodes`).
package struct ClusterNode: Sendable, Hashable {
    package let name: String
    /// `master` or `worker`.
    package let type: String
    package let version: String?
    package let ip: String?

    package init(_ view: JSONView) throws(JSONError) {
        name = try view.text("name")
        type = try view.text("type")
        version = view.known("version")
        ip = view.known("ip")
    }
}

/// How a node of the cluster does (`GET /cluster/healthcheck`); the times are as Wazuh writes them, not ISO 8601.
package struct ClusterNodeHealth: Sendable, Hashable {
    package let node: ClusterNode
    package let activeAgents: Int?
    /// Nil for the master, which reports on the others.
    package let lastKeepAlive: String?
    package let lastIntegrityCheck: String?
    package let lastIntegritySync: String?
    package let lastAgentSync: String?

    package init(_ view: JSONView) throws(JSONError) {
        guard let info = view["info"] else { throw JSONError(.unexpectedShape, "\"info\" is missing") }
        node = try ClusterNode(info)
        activeAgents = info["n_active_agents"]?.int
        let status = view["status"]
        lastKeepAlive = status?.known("last_keep_alive")
        lastIntegrityCheck = status?["last_check_integrity"]?.known("date_end_master")
        lastIntegritySync = status?["last_sync_integrity"]?.known("date_end_master")
        lastAgentSync = status?["last_sync_agentinfo"]?.known("date_end_master")
    }
}

extension WazuhManager {
    /// Whether the manager is part of a cluster; every other call here fails with `clusterDisabled` when it is not.
    package func clusterStatus() async throws(WazuhError) -> ClusterStatus {
        try await client.object(ManagerRequest("/cluster/status", permission: "cluster:status")) {
            (data) throws(JSONError) in
            try ClusterStatus(data)
        }
    }

    /// How the nodes do; all of them when `nodes` is empty.
    package func clusterHealth(_ nodes: [NodeName] = []) async throws(WazuhError) -> Paged<ClusterNodeHealth> {
        var query = QueryItems()
        if !nodes.isEmpty { query.append("nodes_list", nodes.map(\.description).joined(separator: ",")) }
        let request = ManagerRequest("/cluster/healthcheck", query, permission: "cluster:read")
        return try await client.items(request) { (view) throws(JSONError) in try ClusterNodeHealth(view) }
    }

    /// The nodes of the cluster.
    package func clusterNodes(page: Page = Page()) async throws(WazuhError) -> Paged<ClusterNode> {
        var query = QueryItems()
        query.append(page)
        let request = ManagerRequest("/cluster/nodes", query, permission: "cluster:read")
        return try await client.items(request) { (view) throws(JSONError) in try ClusterNode(view) }
    }
}
