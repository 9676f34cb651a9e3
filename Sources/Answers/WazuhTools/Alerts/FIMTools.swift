import JSON
package import MCP
import Upstream
package import WazuhIndexer

let fileIntegrityTools: [WazuhTool] = [
    WazuhTool(
        "get_fim_events", title: "Changes of files",
        "List changes of monitored files and registry entries, newest first. For what exactly changed use get_wazuh_alert.",
        .reads, scope: .read,
        .optional(Argument<AgentID>.agentID("On this agent.")),
        .optional(
            Argument<String>.text("path", "Path in any case; * and ? are wildcards, as in /etc/*.", longest: 1_000)),
        .optional(Argument<FileEvent.Kind>.choice("event", "Changes of this kind.")),
        .timeRange(), .page(default: 20)
    ) { wazuh, agent, path, kind, requested, page in
        let walk = try page.walk()
        let range = try walk?.range ?? requested.resolved(now: wazuh.now())
        var filter = AlertFilter(range: range)
        filter.agent = agent
        let events = try await wazuh.indexer.fileEvents(
            filter, path: path, kind: kind, limit: page.limit, from: walk?.position)
        let covers = [filter.words, path.map { "path \($0)" }, kind?.rawValue].compactMap(\.self)
        return Listing(
            of: "changes of files", covers: covers.joined(separator: ", "), events, after: walk, range: range)
    }
]

extension FileEvent: ListItem {
    package static let structure = Structure<FileEvent>(
        .init("alert_id") { $0.id },
        .init("timestamp") { $0.timestamp },
        .init("path") { $0.path },
        .init("event") { $0.kind },
        .init("mode") { $0.mode },
        .init("changed") { $0.changedAttributes.isEmpty ? nil : $0.changedAttributes },
        .init("owner") { $0.owner },
        .init("user") { $0.user },
        .init("process") { $0.process },
        .init("size_before") { $0.sizeBefore },
        .init("size_after") { $0.sizeAfter },
        .init("sha256_before") { $0.sha256Before },
        .init("sha256_after") { $0.sha256After },
        .init("agent_id") { $0.agentID },
        .init("agent_name") { $0.agentName },
        .init("rule_id") { $0.ruleID },
        .init("level") { $0.level }
    )

    package func add(to text: inout TextWriter) {
        var parts = ["\(timestamp) \(kind) \(path)", "agent \(agentID) \(agentName)", "level \(level)"]
        if !changedAttributes.isEmpty { parts.append("changed \(changedAttributes.joined(separator: ", "))") }
        if let user { parts.append("by \(user)\(process.map { " with \($0)" } ?? "")") }
        if let owner { parts.append("owner \(owner)") }
        if let sha256After { parts.append("SHA-256 \(sha256After)") }
        parts.append("id \(id)")
        text.add(parts.joined(separator: "; "))
    }
}
