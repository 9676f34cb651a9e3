package import MCP
package import WazuhManager

let clusterTools: [WazuhTool] = [
    WazuhTool(
        "get_wazuh_cluster_health", title: "Cluster health",
        "Tell how the manager cluster does: nodes, connected agents and last synchronisation; without a cluster, the manager's daemons.",
        .reads, scope: .read
    ) { wazuh in
        let status = try await wazuh.manager.clusterStatus()
        guard status.isEnabled, status.isRunning else {
            return ClusterHealth(status: status, nodes: [], daemons: try await wazuh.manager.daemons())
        }
        let health = try await wazuh.manager.clusterHealth()
        return ClusterHealth(
            status: status, nodes: health.items, daemons: [], remarks: Remarks(gaps: health.failed.map(\.words)))
    },
    WazuhTool(
        "get_wazuh_cluster_nodes", title: "Cluster nodes",
        "List the nodes of the manager cluster with type, version and address.",
        .reads, scope: .read,
        .page()
    ) { wazuh, page in
        let status = try await wazuh.manager.clusterStatus()
        guard status.isEnabled else {
            return Listing<ClusterNode>(
                of: "cluster nodes", total: 0, start: 0, items: [],
                remarks: Remarks(notes: ["Clustering is disabled: this manager works alone."]))
        }
        return Listing(of: "cluster nodes", try await wazuh.manager.clusterNodes(page: page.page), page)
    },
]

extension ClusterNode: ListItem {
    package static let structure = Structure<ClusterNode>(
        .init("name") { $0.name },
        .init("type") { $0.type },
        .init("version") { $0.version },
        .init("ip") { $0.ip }
    )

    package func add(to text: inout TextWriter) {
        text.add(name)
        text.add(": ", type)
        text.add(", version ", ifPresent: version)
        text.add(", ", ifPresent: ip)
    }
}

extension ClusterNodeHealth: Structured {
    package static let structure = Structure<ClusterNodeHealth>(
        .init("node") { $0.node },
        .init("active_agents") { $0.activeAgents },
        .init("last_keep_alive") { $0.lastKeepAlive },
        .init("last_integrity_check") { $0.lastIntegrityCheck },
        .init("last_integrity_sync") { $0.lastIntegritySync },
        .init("last_agent_sync") { $0.lastAgentSync }
    )
}

extension DaemonStatus: Structured {
    package static let structure = Structure<DaemonStatus>(
        .init("name") { $0.name },
        .init("state") { $0.state }
    )
}

/// How the cluster or, without one, the manager does.
struct ClusterHealth: ToolOutput, Remarked {
    let status: ClusterStatus
    let nodes: [ClusterNodeHealth]
    let daemons: [DaemonStatus]
    var remarks = Remarks()

    static let structure = Structure<ClusterHealth>(
        .init("cluster_enabled") { $0.status.isEnabled },
        .init("cluster_running") { $0.status.isRunning },
        .init("nodes") { $0.nodes },
        .init("daemons", "Without a cluster: the manager's daemons.") { $0.daemons.isEmpty ? nil : $0.daemons },
        .gaps
    )

    var text: String {
        guard status.isEnabled else { return "Clustering is disabled: this manager works alone.\n\(daemonText)" }
        guard status.isRunning else { return "Clustering is enabled but NOT running.\n\(daemonText)" }
        let agents = nodes.compactMap(\.activeAgents).reduce(0, +)
        return (["The cluster runs: \(nodes.count) nodes, \(agents) active agents."] + remarks.gaps + nodes.map(\.line))
            .joined(separator: "\n")
    }

    private var daemonText: String {
        let stopped = daemons.filter { !$0.isRunning }.map { "\($0.name) (\($0.state))" }
        let running = "\(daemons.count - stopped.count) daemons run"
        return stopped.isEmpty ? "\(running)." : "\(running); not running: \(stopped.joined(separator: ", "))."
    }
}

extension ClusterNodeHealth {
    fileprivate var line: String {
        var parts = ["\(node.line)"]
        if let activeAgents { parts.append("\(activeAgents) active agents") }
        if let lastKeepAlive { parts.append("last keep-alive \(lastKeepAlive)") }
        if let lastIntegritySync { parts.append("last integrity sync \(lastIntegritySync)") }
        if let lastAgentSync { parts.append("last agent sync \(lastAgentSync)") }
        return parts.joined(separator: "; ")
    }
}
