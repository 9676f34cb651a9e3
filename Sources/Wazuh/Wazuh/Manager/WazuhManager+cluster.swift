import HTTP
import JSON

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

    /// The node that answers.
    package func clusterLocalInformation() async throws(WazuhError) -> ClusterLocalInformation {
        let request = ManagerRequest("/cluster/local/info", permission: "cluster:read")
        return try await client.item(request) { (view) throws(JSONError) in try ClusterLocalInformation(view) }
    }
}
