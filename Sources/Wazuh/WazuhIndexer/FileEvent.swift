package import JSON
package import Upstream

/// A change of a monitored file or registry entry, as its alert tells it.
package struct FileEvent: Sendable, Hashable {
    /// What happened to it.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case added, modified, deleted
    }

    package let id: String
    /// ISO 8601.
    package let timestamp: String
    package let path: String
    package let kind: String
    /// How it was noticed: `realtime`, `scheduled` or `whodata`.
    package let mode: String?
    package let changedAttributes: [String]
    package let owner: String?
    /// Who did it, where the agent audits that.
    package let user: String?
    /// The program that did it, where the agent audits that.
    package let process: String?
    package let sizeBefore: String?
    package let sizeAfter: String?
    package let sha256Before: String?
    package let sha256After: String?
    package let agentID: String
    package let agentName: String
    package let ruleID: String
    /// 0…16.
    package let level: Int

    /// Reads a hit of a search.
    package init(_ hit: JSONView) throws(JSONError) {
        guard let source = hit["_source"], let syscheck = source["syscheck"] else {
            throw JSONError(.unexpectedShape, "the hit holds no change of a file")
        }
        id = source.string("id") ?? hit.string("_id") ?? ""
        timestamp = source.string("timestamp") ?? ""
        path = syscheck.string("path") ?? ""
        kind = syscheck.string("event") ?? ""
        mode = syscheck.known("mode")
        changedAttributes = syscheck["changed_attributes"]?.strings ?? []
        owner = syscheck.known("uname_after")
        let audit = syscheck["audit"]
        user = audit?["user"]?.known("name") ?? audit?["login_user"]?.known("name")
        process = audit?["process"]?.known("name")
        sizeBefore = Self.number(syscheck["size_before"])
        sizeAfter = Self.number(syscheck["size_after"])
        sha256Before = syscheck.known("sha256_before")
        sha256After = syscheck.known("sha256_after")
        agentID = source["agent"]?["id"]?.string ?? ""
        agentName = source["agent"]?["name"]?.string ?? ""
        ruleID = source["rule"]?["id"]?.string ?? ""
        level = source["rule"]?["level"]?.int ?? 0
    }

    /// Analysisd writes numbers as text, integrations as numbers.
    private static func number(_ view: JSONView?) -> String? { view?.string ?? view?.int.map { String($0) } }

    static let sourceFields: JSON = [
        "id", "timestamp", "agent.id", "agent.name", "rule.id", "rule.level", "syscheck.path", "syscheck.event",
        "syscheck.mode", "syscheck.changed_attributes", "syscheck.uname_after", "syscheck.audit",
        "syscheck.size_before",
        "syscheck.size_after", "syscheck.sha256_before", "syscheck.sha256_after",
    ]
}

extension WazuhIndexer {
    /// The changes of monitored files and registry entries, newest first: alerts with a path of file integrity
    /// monitoring.
    /// - Parameters:
    ///   - filter: which alerts.
    ///   - path: keeps this path, in any case; `*` and `?` are wildcards, a backslash is itself.
    ///   - kind: keeps changes of this kind.
    ///   - limit: how many at the most, 1…10,000.
    ///   - position: where to go on; nil for the beginning.
    /// - Returns: a page with the total over all pages.
    /// - Throws: ``WazuhError``.
    package func fileEvents(
        _ filter: AlertFilter, path: String? = nil, kind: FileEvent.Kind? = nil, limit: Int,
        from position: SearchPosition? = nil
    ) async throws(WazuhError) -> SearchPage<FileEvent> {
        var filter = filter
        filter.groups = ["syscheck"]
        filter.conditions.append(.exists("syscheck.path"))
        if let path { filter.conditions.append(.matches("syscheck.path", WildcardPattern(withPlainBackslashes: path))) }
        if let kind { filter.conditions.append(.equals("syscheck.event", kind.rawValue)) }
        let body: JSONObject = [
            "query": filter.query.json, "_source": FileEvent.sourceFields, "sort": Self.newestFirst,
        ]
        return try await page(.alerts, body, limit: limit, from: position) { (hit) throws(JSONError) in
            try FileEvent(hit)
        }
    }
}
