package import MCP
package import WazuhManager

let logTools: [WazuhTool] = [
    WazuhTool(
        "search_wazuh_manager_logs", title: "Search the manager's log",
        "Search the newest 2,000 lines of the manager's own log (ossec.log), newest first. These are not alerts.",
        .reads, scope: .read,
        .search("query", "Text to look for."),
        .optional(Argument<LogFilter.Level>.choice("level", "Lines of this level only.")),
        .optional(Argument<String>.text("tag", "Lines of this component, for example wazuh-remoted.", longest: 128)),
        .node, .page(default: 40)
    ) { wazuh, query, level, tag, node, page in
        let filter = LogFilter(search: query, level: level, tag: tag)
        let lines = try await wazuh.manager.logs(filter, page: page.page, node: node)
        return Listing(
            of: "log lines", covers: filter.words, lines, page, notes: [LogFilter.reach(node)], isUntrusted: true)
    },
    WazuhTool(
        "get_wazuh_manager_error_logs", title: "Errors in the manager's log",
        "List errors and critical failures among the newest 2,000 lines of the manager's own log, newest first.",
        .reads, scope: .read,
        .choice("level", "Which lines: errors, or critical failures.", default: FailureLevel.error),
        .node, .page(default: 40)
    ) { wazuh, level, node, page in
        let filter = LogFilter(level: level == .error ? .error : .critical)
        let lines = try await wazuh.manager.logs(filter, page: page.page, node: node)
        var notes = [LogFilter.reach(node)]
        if level == .error {
            do {
                let critical = try await wazuh.manager.logs(
                    LogFilter(level: .critical), page: Page(limit: 1), node: node)
                notes.append(
                    "Critical lines: \(critical.total)\(critical.total > 0 ? " (ask with level=critical)" : "").")
            } catch {
                notes.append("How many lines are critical is missing: \(wazuh.explain(error))")
            }
        }
        return Listing(of: "log lines", covers: filter.words, lines, page, notes: notes, isUntrusted: true)
    },
]

enum FailureLevel: String, CaseIterable { case error, critical }

extension LogFilter {
    static func reach(_ node: NodeName?) -> String {
        "Only the newest 2,000 lines are looked at, in the log of \(node.scope)."
    }

    var words: String {
        var words: [String] = []
        if let search { words.append("containing \"\(search)\"") }
        if let level { words.append("level \(level.rawValue)") }
        if let tag { words.append("component \(tag)") }
        return words.joined(separator: ", ")
    }
}

extension ManagerLogLine: ListItem {
    package static let structure = Structure<ManagerLogLine>(
        .init("timestamp") { $0.timestamp },
        .init("level") { $0.level },
        .init("component") { $0.tag },
        .init("message") { $0.description }
    )

    package func add(to text: inout TextWriter) { text.add("\(timestamp) \(level) \(tag): \(description)") }
}
