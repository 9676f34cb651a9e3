import HTTP
package import JSON
package import Upstream

/// What the manager analysed in an hour of a day (`GET /manager/stats`).
package struct HourStatistics: Sendable, Hashable {
    /// How often a rule fired.
    package struct RuleCount: Sendable, Hashable {
        package let rule: Int
        package let level: Int
        package let times: Int
    }

    /// 0…23, UTC.
    package let hour: Int
    package let events: Int
    package let alerts: Int
    package let syscheck: Int
    package let firewall: Int
    package let rules: [RuleCount]

    package init(_ view: JSONView) throws(JSONError) {
        hour = try view.integer("hour")
        events = view["events"]?.int ?? 0
        alerts = view["totalAlerts"]?.int ?? 0
        syscheck = view["syscheck"]?.int ?? 0
        firewall = view["firewall"]?.int ?? 0
        rules =
            try view["alerts"]?.map { (count) throws(JSONError) in
                RuleCount(
                    rule: try count.integer("sigid"), level: count["level"]?.int ?? 0, times: count["times"]?.int ?? 0)
            } ?? []
    }
}

/// The average number of events in each hour of a day of the week (`GET /manager/stats/weekly`).
package struct WeekdayAverages: Sendable, Hashable {
    /// `Sun` to `Sat`.
    package let day: String
    /// 24 values.
    package let averages: [Int]
    /// How many such days went into them.
    package let interactions: Int

    package init(_ view: JSONView) throws(JSONError) {
        var first: (day: String, values: JSONView)?
        view.forEachMember { name, values in first = first ?? (name, values) }
        guard let first else { throw JSONError(.unexpectedShape, "a day of the week is missing") }
        day = first.day
        averages = first.values["hours"]?.map { $0.int ?? 0 } ?? []
        interactions = first.values["interactions"]?.int ?? 0
    }
}

extension WazuhManager {
    /// What was analysed in each hour of a day (`GET /manager/stats`).
    /// - Parameters:
    ///   - day: UTC; today when nil.
    ///   - node: a node of the cluster; the one that answers when nil.
    /// - Returns: the hours that have passed, in order.
    /// - Throws: ``WazuhError`` with the code `noData` when there is nothing for the day, usual just after midnight UTC.
    package func statistics(
        of day: CalendarDay? = nil, node: NodeName? = nil
    ) async throws(WazuhError) -> [HourStatistics] {
        var query = QueryItems()
        query.append("date", ifPresent: day)
        let request = ManagerRequest("/stats", of: node, query)
        return try await client.items(request) { (view) throws(JSONError) in try HourStatistics(view) }.items
    }

    /// The average events of each hour of each day of the week.
    package func weeklyAverages(node: NodeName? = nil) async throws(WazuhError) -> [WeekdayAverages] {
        try await client.items(ManagerRequest("/stats/weekly", of: node)) { (view) throws(JSONError) in
            try WeekdayAverages(view)
        }.items
    }
}
