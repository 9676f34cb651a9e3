import FoundationEssentials
import SimulatedCompany
import JSON

extension Endpoint {
    static let cluster: [Endpoint] = [
        Endpoint("/cluster/status", .action("cluster:status")) { _ in .data(["enabled": "yes", "running": "yes"]) },
        Endpoint("/cluster/local/info", .node("cluster:read")) { call in
            let node = call.company.nodes[0]
            let item: JSON = [
                "node": .string(node.name), "cluster": .string(call.company.clusterName),
                "type": .string(node.kind.rawValue),
            ]
            return .all([item], "All selected information was returned")
        },
        Endpoint("/cluster/local/config", .node("cluster:read")) { call in
            .all(
                [ActiveConfiguration.cluster(call.company.nodes[0], call.company)],
                "All selected information was returned")
        },
        Endpoint("/cluster/nodes", .none, list + " type nodes_list", kinds: ["type": .choice(["worker", "master"])]) {
            call throws(ManagerError) in
            let (nodes, failed) = try call.selectedNodes()
            let items = nodes.map { node -> JSON in
                [
                    "name": .string(node.name), "type": .string(node.kind.rawValue), "version": .string(call.version),
                    "ip": .string(node.ip),
                ]
            }
            return try call.list(
                ItemTable(items, fields: ["name", "type", "version", "ip"]),
                "All selected nodes information was returned",
                none: "No information was returned", failed: failed)
        },
        Endpoint("/cluster/healthcheck", .none, "nodes_list") { call throws(ManagerError) in
            let (nodes, failed) = try call.selectedNodes()
            return .all(
                nodes.map(call.health), "All selected nodes healthcheck information was returned", failed: failed)
        },
        Endpoint("/cluster/ruleset/synchronization", .none, "nodes_list") { call throws(ManagerError) in
            let (nodes, failed) = try call.selectedNodes()
            return .all(
                nodes.map { ["name": .string($0.name), "synced": true] },
                "Nodes ruleset synchronization status was successfully read", failed: failed)
        },
        validation("/cluster/configuration/validation", "nodes_list"),
        validation("/manager/configuration/validation", ""),
        apiConfiguration("/cluster/api/config", "nodes_list"),
        apiConfiguration("/manager/api/config", ""),
        Endpoint("/manager/version/check", .node("cluster:read"), "force_query") { call in
            .data([
                "uuid": call.basicInformation(of: call.company.nodes[0])["uuid"] ?? "", "last_check_date": "",
                "current_version": .string("v\(call.version)"), "update_check": false, "last_available_major": [:],
                "last_available_minor": [:], "last_available_patch": [:],
            ])
        },
    ]

    private static func validation(_ path: String, _ names: String) -> Endpoint {
        Endpoint(path, .node("cluster:read"), names) { call throws(ManagerError) in
            let (nodes, failed) = try call.selectedNodes()
            return .all(
                nodes.map { ["name": .string($0.name), "status": "OK"] },
                "Validation was successfully checked in all nodes",
                failed: failed)
        }
    }

    private static func apiConfiguration(_ path: String, _ names: String) -> Endpoint {
        Endpoint(path, .node("cluster:read_api_config"), names) { call throws(ManagerError) in
            let (nodes, failed) = try call.selectedNodes()
            return .all(
                nodes.map { ["node_name": .string($0.name), "node_api_config": apiSettings] },
                "API configuration was successfully read in all specified nodes", failed: failed)
        }
    }

    private static let apiSettings: JSON = [
        "host": ["0.0.0.0", "::"], "port": 55_000, "drop_privileges": true, "experimental_features": false,
        "max_upload_size": 10_485_760, "authentication_pool_size": 2, "intervals": ["request_timeout": 10],
        "https": [
            "enabled": true, "key": "server.key", "cert": "server.crt", "use_ca": false, "ssl_protocol": "auto",
            "ssl_ciphers": "",
        ],
        "logs": ["level": "info", "format": "plain", "max_size": ["enabled": false, "size": "1M"]],
        "cors": [
            "enabled": false, "source_route": "*", "expose_headers": "*", "allow_headers": "*",
            "allow_credentials": false,
        ],
        "access": ["max_login_attempts": 50, "block_time": 300, "max_request_per_minute": 300],
        "upload_configuration": ["limits": ["eps": ["allow": true]], "indexer": ["allow": true]],
    ]
}

extension Call {
    /// The nodes that `nodes_list` names, or all, as far as the caller may read them.
    /// - Throws: 403 when the caller may read none.
    func selectedNodes() throws(ManagerError) -> ([SimulatedNode], [FailedItem]) {
        let wanted = parameters.list("nodes_list")
        let readable = company.nodes.filter { user.role.allows("cluster:read", on: ["node:id:\($0.name)"]) }
        guard !readable.isEmpty else { throw .permissionDenied("node:id") }
        let unknown = wanted?.filter { name in !company.nodes.contains { $0.name == name } } ?? []
        return (
            readable.filter { wanted?.contains($0.name) ?? true },
            unknown.isEmpty ? [] : [FailedItem(1730, ids: unknown.map(JSON.string))]
        )
    }

    /// A node's part of the health check; the master has no `status`.
    func health(of node: SimulatedNode) -> JSON {
        let agents = company.agents.count { $0.status == .active && $0.nodeName == node.name && !$0.isManager }
        let info: JSON = [
            "name": .string(node.name), "type": .string(node.kind.rawValue), "version": .string(version),
            "ip": .string(node.ip),
            "n_active_agents": .int(agents),
        ]
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
