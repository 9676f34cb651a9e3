import Encodings
import FoundationEssentials
import JSON
import SimulatedCompany

extension Endpoint {
    static let cluster: [Endpoint] = [
        Endpoint("/", .none) { call in
            .data([
                "title": "Wazuh API REST", "api_version": .string(call.version),
                // An integer in 4.8.0, text later.
                "revision": call.version == "4.8.0" ? 40_812 : "rc1", "license_name": "GPL 2.0",
                "license_url": .string("https://github.com/wazuh/wazuh/blob/v\(call.version)/LICENSE"),
                "hostname": .string(call.company.managerName), "timestamp": .string(Timestamp.zulu(call.now)),
            ])
        },
        Endpoint("/security/users/me/policies", .none) { call in
            var rights = call.user.role.rights
            rights["rbac_mode"] = "white"
            return .described(.object(rights), message: "Current user processed policies information was returned")
        },
        Endpoint("/cluster/status", .action("cluster:status")) { _ in .data(["enabled": "yes", "running": "yes"]) },
        Endpoint("/cluster/local/info", .node("cluster:read")) { call in
            let node = call.company.nodes[0]
            let item: JSON = [
                "node": .string(node.name), "cluster": .string(call.company.clusterName),
                "type": .string(node.kind.rawValue),
            ]
            return .all([item], "All selected information was returned")
        },
        Endpoint("/cluster/nodes", .none, list + " type nodes_list", kinds: ["type": .choice(["worker", "master"])]) {
            call throws(ManagerError) in
            let (nodes, failed) = try call.selectedNodes()
            let table = ItemTable(nodes.map { .object(call.item(of: $0)) }, fields: ["name", "type", "version", "ip"])
            return try call.list(
                table, "All selected nodes information was returned", none: "No information was returned",
                failed: failed)
        },
        Endpoint("/cluster/healthcheck", .none, "nodes_list") { call throws(ManagerError) in
            let (nodes, failed) = try call.selectedNodes()
            return .all(
                nodes.map(call.health), "All selected nodes healthcheck information was returned", failed: failed)
        },
    ]
}

extension Call {
    /// The nodes that `nodes_list` names, or all, as far as the caller may read them.
    /// - Throws: 403 when the caller may read none.
    fileprivate func selectedNodes() throws(ManagerError) -> ([SimulatedNode], [FailedItem]) {
        let wanted = parameters.list("nodes_list")
        let readable = company.nodes.filter { user.role.allows("cluster:read", on: ["node:id:\($0.name)"]) }
        guard !readable.isEmpty else { throw .permissionDenied("node:id") }
        let unknown = wanted?.filter { name in !company.nodes.contains { ExactText($0.name) == name } } ?? []
        return (
            readable.filter { wanted?.contains(ExactText($0.name)) ?? true },
            unknown.isEmpty ? [] : [FailedItem(1730, ids: unknown.map { .string($0.string) })]
        )
    }

    fileprivate func item(of node: SimulatedNode) -> JSONObject {
        [
            "name": .string(node.name), "type": .string(node.kind.rawValue), "version": .string(version),
            "ip": .string(node.ip),
        ]
    }

    /// A node's part of the health check; the master has no `status`.
    fileprivate func health(of node: SimulatedNode) -> JSON {
        let agents = company.agents.count { $0.status == .active && $0.nodeName == node.name && !$0.isManager }
        let info = JSON.object(item(of: node).adding(["n_active_agents": .int(agents)]))
        guard node.kind == .worker else { return ["info": info] }
        return ["info": info, "status": status(agents: agents)]
    }

    private func status(agents: Int) -> JSON {
        // Not the T-form of ISO 8601 here: this is how Python prints a time.
        let start = JSON.string(Timestamp.spaced(now.addingTimeInterval(-9)) + ".325656+00:00")
        let end = JSON.string(Timestamp.spaced(now.addingTimeInterval(-8)) + ".104471+00:00")
        let sync: JSON = ["date_start_master": start, "date_end_master": end]
        let info: JSON = ["date_start_master": start, "date_end_master": end, "n_synced_chunks": .int(agents)]
        return [
            "sync_integrity_free": true, "last_check_integrity": sync, "sync_agent_info_free": true,
            "last_sync_agentinfo": info, "sync_agent_groups_free": true, "last_sync_agentgroups": info,
            "sync_integrity_full": false, "last_sync_full_agentgroups": info,
            "last_sync_integrity": [
                "date_start_master": start, "date_end_master": end,
                "total_extra_valid": 0, "total_files": ["shared": 0, "missing": 0, "extra": 0, "extra_valid": 0],
            ], "last_keep_alive": end,
        ]
    }
}

extension SimulatedRole {
    /// The actions with their resources, as `GET /security/users/me/policies` shows them.
    fileprivate var rights: JSONObject {
        var rights: JSONObject = [:]
        for permission in permissions {
            let allowed = JSONObject(permission.resources.map { ($0, .string("allow")) })
            rights[permission.action] = .object((rights[permission.action]?.object ?? [:]).adding(allowed))
        }
        return rights
    }
}
