import HTTP
package import JSON
package import Upstream

/// A line of a manager's own log (`GET /manager/logs`).
package struct ManagerLogLine: Sendable, Hashable {
    /// ISO 8601 UTC.
    package let timestamp: String
    /// The daemon that wrote it, for example `wazuh-remoted`.
    package let tag: String
    package let level: String
    package let description: String

    package init(_ view: JSONView) throws(JSONError) {
        timestamp = try view.text("timestamp")
        tag = view.string("tag") ?? ""
        level = view.string("level") ?? ""
        // Wazuh keeps the space behind the colon of the line.
        description = String((view.string("description") ?? "").drop { $0 == " " })
    }
}

/// Which lines of a manager's log are asked for; what is nil does not matter.
package struct LogFilter: Sendable, Hashable {
    package enum Level: String, Sendable, Hashable, CaseIterable { case critical, error, warning, info, debug, debug2 }

    package var search: SearchText?
    package var level: Level?
    /// The daemon that wrote it, for example `wazuh-remoted`.
    package var tag: String?

    package init(search: SearchText? = nil, level: Level? = nil, tag: String? = nil) {
        self.search = search
        self.level = level
        self.tag = tag
    }
}

extension WazuhManager {
    /// The most lines the manager gives at a time.
    package static let longestLogPage = 500

    /// Lines of the log of the manager or of a node of its cluster, newest first (`GET /manager/logs`).
    ///
    /// Wazuh looks at the last 2,000 lines of the log only.
    /// - Parameters:
    ///   - filter: which lines.
    ///   - page: more than 500 lines are cut to 500.
    ///   - node: a node of the cluster; the one that answers when nil.
    /// - Returns: the lines, with how many match among those looked at.
    /// - Throws: ``WazuhError`` when there is no answer.
    package func logs(
        _ filter: LogFilter = LogFilter(), page: Page = Page(), node: NodeName? = nil
    ) async throws(WazuhError) -> Paged<ManagerLogLine> {
        var query = QueryItems()
        query.append("search", ifPresent: filter.search)
        query.append("level", ifPresent: filter.level?.rawValue)
        query.append("tag", ifPresent: filter.tag)
        query.append(Page(limit: min(page.limit, Self.longestLogPage), offset: page.offset))
        let request = ManagerRequest("/logs", of: node, query)
        return try await client.items(request) { (view) throws(JSONError) in try ManagerLogLine(view) }
    }
}
