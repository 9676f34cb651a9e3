package import MCP
import Upstream
package import WazuhManager

extension Agent: ListItem {
    package static let structure = Structure<Agent>(
        .init("id") { $0.id.description },
        .init("name") { $0.name },
        .init("status") { $0.status.rawValue },
        .init("ip") { $0.ip },
        .init("os") { $0.operatingSystem },
        .init("version") { $0.version },
        .init("groups") { $0.groups },
        .init("node") { $0.node },
        .init("last_keep_alive") { $0.lastKeepAlive },
        .init("disconnected_at") { $0.disconnected }
    )

    package func add(to text: inout TextWriter) {
        text.add(id.description)
        text.add(" ", name)
        text.add(": ", status.rawValue)
        text.add("; ", ifPresent: ip)
        text.add("; ", ifPresent: operatingSystem)
        text.add("; ", ifPresent: version)
        text.add("; groups ", joining: groups)
        if status != .active { text.add("; last heard of ", ifPresent: lastKeepAlive) }
    }
}
