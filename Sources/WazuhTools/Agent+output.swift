package import MCP
package import Wazuh

extension Agent: ListItem {
    package static let structure = Structure<Agent>(
        .init("id") { $0.id.description },
        .init("name") { $0.name },
        .init("status") { $0.status.rawValue },
        .init("ip") { $0.ip },
        .init("os") { $0.operatingSystem?.text },
        .init("version") { $0.version },
        .init("groups") { $0.groups },
        .init("node") { $0.node },
        .init("last_keep_alive") { $0.lastKeepAlive },
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
