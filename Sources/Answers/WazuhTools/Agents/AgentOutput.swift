package import MCP
import Upstream
package import WazuhManager

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
        var line = ""
        line.reserveCapacity(128)
        line += "\(id) \(name): \(status.rawValue)"
        if let ip { line += "; \(ip)" }
        if let os = operatingSystem?.text { line += "; \(os)" }
        if let version { line += "; \(version)" }
        if !groups.isEmpty { line += "; groups \(groups.joined(separator: ", "))" }
        if status != .active, let lastKeepAlive { line += "; last heard of \(lastKeepAlive)" }
        return line
    }
}

extension Agent.OperatingSystem {
    /// Name and version; nil when neither is known.
    var text: String? {
        switch (name, version) {
        case (let name?, let version?): "\(name) \(version)"
        case (nil, nil): platform
        default: name ?? version
        }
    }
}
