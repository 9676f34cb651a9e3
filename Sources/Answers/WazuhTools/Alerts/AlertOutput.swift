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

    package func add(to text: inout TextWriter) {
        text.add(timestamp)
        text.add(" level ", "\(level)")
        text.add(" rule ", ruleID)
        text.add(": ", description)
        text.add("; agent ", agentID)
        text.add(" ", agentName)
        text.add("; from ", ifPresent: sourceIP)
        text.add("; to ", ifPresent: destinationIP)
        text.add("; user ", ifPresent: destinationUser ?? sourceUser)
        text.add("; url ", ifPresent: url)
        if let path { text.add("; \(fileEvent ?? "file") ", path) }
        text.add("; id ", id)
        guard let log else { return }
        let shown = log.beginning(scalars: 200)
        text.add("\n    ", shown)
        if shown.utf8.count < log.utf8.count { text.add("…") }
    }
}
