package import MCP
package import Wazuh

extension Agent: ListItem {
    package static let structure = Structure<Agent>(
        .init("id") { $0.id.description },
        .init("name") { $0.name },
        .init("status", "active, disconnected, pending or never_connected.") { $0.status.rawValue },
        .init("ip") { $0.ip },
        .init("os") { $0.operatingSystem?.text },
        .init("version", "Version of the agent.") { $0.version },
        .init("groups") { $0.groups },
        .init("node", "Cluster node it is connected to.") { $0.node },
        .init("last_keep_alive", "When it was last heard of, ISO 8601.") { $0.lastKeepAlive },
        .init("disconnected_at") { $0.disconnected }
    )

    package var line: String {
        var parts = ["\(id) \(name): \(status.rawValue)"]
        if let ip { parts.append(ip) }
        if let os = operatingSystem?.text { parts.append(os) }
        if let version { parts.append(version) }
        if !groups.isEmpty { parts.append("groups \(groups.joined(separator: ", "))") }
        if status != .active, let lastKeepAlive { parts.append("last heard of \(lastKeepAlive)") }
        return parts.joined(separator: "; ")
    }
}

extension Agent.OperatingSystem {
    /// Name and version; nil when neither is known.
    var text: String? {
        let text = [name, version].compactMap(\.self).joined(separator: " ")
        return text.isEmpty ? platform : text
    }
}
