package import JSON
package import Upstream

/// A page of a search that is walked through.
package struct SearchPage<Item: Sendable>: Sendable {
    package let items: [Item]
    package let total: Int
    package let isTotalLowerBound: Bool
    package let gaps: [String]
    /// The point in time that the page belongs to; nil for a first page, and where the indexer granted none.
    package let pointInTime: String?
    /// The sort values of each item: where the page behind it begins.
    package let positions: [JSON]
}

/// Where a walk through a search goes on.
package struct SearchPosition: Sendable, Hashable {
    /// The state of the indices that the walk is in; nil for their present one.
    package let pointInTime: String?
    /// The sort values of the last item.
    package let after: JSON

    package init(pointInTime: String?, after: JSON) {
        self.pointInTime = pointInTime
        self.after = after
    }
}

extension WazuhIndexer {
    /// The order of alerts: one after another in time, and no two in one place.
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
        return try answer.hits { (hit) throws(JSONError) in
            try hit["_source"].map { (source) throws(JSONError) in try JSON(source) } ?? .null
        }
        .first
    }

    /// A page of a search, from the second on in a fixed state of the indices where the indexer grants one.
    ///
    /// A point in time takes a context on every shard, of 300 that a node has: so none is opened for a list that nobody
    /// goes on with, and a walk that gets none, or comes back too late, goes on by the sort keys alone.
    func page<Item: Sendable>(
        _ target: IndexerTarget, _ body: JSONObject, limit: Int, from position: SearchPosition?,
        _ read: (JSONView) throws(JSONError) -> Item
    ) async throws(WazuhError) -> SearchPage<Item> {
        var body = body
        body["size"] = .integer(Int64(limit))
        body["track_total_hits"] = true
        if let position { body["search_after"] = position.after }
        let (answer, pointInTime) = try await walk(target, body, from: position)
        let rows = try answer.hits { (hit) throws(JSONError) in
            (try read(hit), try hit["sort"].map { (sort) throws(JSONError) in try JSON(sort) } ?? .null)
        }
        return SearchPage(
            items: rows.map(\.0), total: answer.total, isTotalLowerBound: answer.isTotalLowerBound, gaps: answer.gaps,
            pointInTime: pointInTime, positions: rows.map(\.1))
    }

    private func walk(
        _ target: IndexerTarget, _ body: JSONObject, from position: SearchPosition?
    ) async throws(WazuhError) -> (SearchAnswer, pointInTime: String?) {
        guard let position, let pointInTime = await pointInTime(of: position, target) else {
            return (try await search(target, body), nil)
        }
        var frozen = body
        frozen["pit"] = ["id": .string(pointInTime), "keep_alive": .string(Self.keepAlive)]
        do throws(WazuhError) {
            let answer = try await search(target, frozen)
            return (answer, answer.pointInTime ?? pointInTime)
        } catch {
            guard error.code == .expired else { throw error }
            return (try await search(target, body), nil)
        }
    }

    private func pointInTime(of position: SearchPosition, _ target: IndexerTarget) async -> String? {
        if let pointInTime = position.pointInTime { return pointInTime }
        return try? await openPointInTime(target)
    }

    /// Counts and groups alerts without fetching any.
    /// - Parameters:
    ///   - filter: which alerts.
    ///   - aggregations: by name, in query DSL of ours.
    /// - Returns: the exact total and the aggregations.
    /// - Throws: ``WazuhError``.
    package func aggregate(_ filter: AlertFilter, _ aggregations: JSONObject) async throws(WazuhError) -> SearchAnswer {
        try await search(
            .alerts,
            ["query": filter.query.json, "size": 0, "track_total_hits": true, "aggs": .object(aggregations)])
    }
}
