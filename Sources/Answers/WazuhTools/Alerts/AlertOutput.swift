package import MCP
package import WazuhIndexer

extension Alert: ListItem {
    package static let structure = Structure<Alert>(
        .init("id") { $0.id },
        .init("timestamp") { $0.timestamp },
        .init("level") { $0.level },
        .init("rule_id") { $0.ruleID },
        .init("description") { $0.description },
        .init("groups") { $0.groups },
        .init("mitre") { $0.mitre.isEmpty ? nil : $0.mitre },
        .init("agent_id") { $0.agentID },
        .init("agent_name") { $0.agentName },
        .init("srcip") { $0.sourceIP },
        .init("dstip") { $0.destinationIP },
        .init("srcuser") { $0.sourceUser },
        .init("dstuser") { $0.destinationUser },
        .init("url") { $0.url },
        .init("path") { $0.path },
        .init("file_event") { $0.fileEvent },
        .init("log") { $0.log }
    )

    package var line: String {
        var line = "\(timestamp) level \(level) rule \(ruleID): \(description); agent \(agentID) \(agentName)"
        if let sourceIP { line += "; from \(sourceIP)" }
        if let destinationIP { line += "; to \(destinationIP)" }
        if let user = destinationUser ?? sourceUser { line += "; user \(user)" }
        if let url { line += "; url \(url)" }
        if let path { line += "; \(fileEvent ?? "file") \(path)" }
        line += "; id \(id)"
        guard let log else { return line }
        let shown = log.beginning(scalars: 200)
        return "\(line)\n    \(shown)\(shown.utf8.count < log.utf8.count ? "…" : "")"
    }
}
