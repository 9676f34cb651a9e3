package import JSON
package import Upstream

/// An alert as the indexer keeps it (`wazuh-alerts-*`), with what lists of alerts show.
package struct Alert: Sendable, Hashable {
    package let id: String
    /// ISO 8601.
    package let timestamp: String
    package let agentID: String
    package let agentName: String
    package let agentIP: String?
    package let ruleID: String
    /// 0…16.
    package let level: Int
    package let description: String
    package let groups: [String]
    package let mitre: [String]
    package let sourceIP: String?
    package let destinationIP: String?
    package let sourceUser: String?
    package let destinationUser: String?
    package let url: String?
    /// The file that file integrity monitoring reports on.
    package let path: String?
    /// `added`, `modified` or `deleted`.
    package let fileEvent: String?
    package let location: String?
    package let log: String?

    /// Reads a hit of a search.
    package init(_ hit: JSONView) throws(JSONError) {
        guard let source = hit["_source"], let rule = source["rule"] else {
            throw JSONError(.unexpectedShape, "the hit holds no alert")
        }
        let agent = source["agent"]
        let data = source["data"]
        let syscheck = source["syscheck"]
        id = source.string("id") ?? hit.string("_id") ?? ""
        timestamp = source.string("timestamp") ?? source["@timestamp"]?.string ?? ""
        agentID = agent?["id"]?.string ?? ""
        agentName = agent?["name"]?.string ?? ""
        agentIP = agent?["ip"]?.string
        ruleID = rule.string("id") ?? ""
        level = rule["level"]?.int ?? 0
        description = rule.string("description") ?? ""
        groups = rule["groups"]?.strings ?? []
        mitre = rule["mitre"]?["id"]?.strings ?? []
        sourceIP = data?["srcip"]?.string ?? data?["win"]?["eventdata"]?["ipAddress"]?.string
        destinationIP = data?["dstip"]?.string
        sourceUser = data?["srcuser"]?.string ?? data?["win"]?["eventdata"]?["subjectUserName"]?.string
        destinationUser = data?["dstuser"]?.string ?? data?["win"]?["eventdata"]?["targetUserName"]?.string
        url = data?["url"]?.string
        path = syscheck?["path"]?.string
        fileEvent = syscheck?["event"]?.string
        location = source.string("location")
        log = source.string("full_log")
    }

    /// The fields that ``init(_:)`` reads, so that searches ask for no more.
    package static let sourceFields: JSON = [
        "id", "timestamp", "agent", "rule.id", "rule.level", "rule.description", "rule.groups", "rule.mitre.id",
        "data.srcip", "data.dstip", "data.srcuser", "data.dstuser", "data.url", "data.win.eventdata.ipAddress",
        "data.win.eventdata.subjectUserName", "data.win.eventdata.targetUserName", "syscheck.path", "syscheck.event",
        "location", "full_log",
    ]
}

extension WazuhIndexer {
    /// The order of alerts: one after another in time.
    package static let newestFirst: JSON = [
        ["timestamp": ["order": "desc", "unmapped_type": "date"]],
        ["id": ["order": "desc", "unmapped_type": "keyword"]],
    ]

    /// The alerts that a filter keeps, newest first.
    /// - Parameters:
    ///   - filter: which alerts.
    ///   - limit: how many at the most, 1…10,000.
    ///   - position: where to go on; nil for the beginning.
    /// - Returns: a page with the total over all pages.
    /// - Throws: ``WazuhError``.
    package func alerts(
        _ filter: AlertFilter, limit: Int, from position: SearchPosition? = nil
    ) async throws(WazuhError) -> SearchPage<Alert> {
        let body: JSONObject = [
            "query": filter.query.json, "_source": Alert.sourceFields, "sort": Self.newestFirst,
        ]
        return try await page(.alerts, body, limit: limit, from: position) { (hit) throws(JSONError) in try Alert(hit) }
    }

    /// One alert as it stands in the index; nil when there is none of this id.
    package func alert(id: String) async throws(WazuhError) -> JSON? {
        let answer = try await search(.alerts, ["query": IndexerQuery.equals("id", id).json, "size": 1])
        return try answer.read(answer.hits.prefix(1)) { (hit) throws(JSONError) in
            try hit["_source"].map { (source) throws(JSONError) in try JSON(source) } ?? .null
        }
        .first
    }

    /// Counts and groups alerts without fetching any.
    /// - Parameters:
    ///   - filter: which alerts.
    ///   - aggregations: by name, in query DSL of ours.
    /// - Returns: the exact total and the aggregations.
    /// - Throws: ``WazuhError``.
    package func aggregate(_ filter: AlertFilter, _ aggregations: JSONObject) async throws(WazuhError) -> SearchAnswer {
        try await count(.alerts, filter.query, aggregations)
    }
}
