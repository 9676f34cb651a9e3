import HTTP
import JSON

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

    /// The average events of each hour of a day.
    package func hourlyAverages(node: NodeName? = nil) async throws(WazuhError) -> HourlyAverages {
        try await client.item(ManagerRequest("/stats/hourly", of: node)) { (view) throws(JSONError) in
            try HourlyAverages(view)
        }
    }

    /// The average events of each hour of each day of the week.
    package func weeklyAverages(node: NodeName? = nil) async throws(WazuhError) -> [WeekdayAverages] {
        try await client.items(ManagerRequest("/stats/weekly", of: node)) { (view) throws(JSONError) in
            try WeekdayAverages(view)
        }.items
    }

    /// The numbers of the manager's daemons; all of them when `daemons` is empty.
    package func daemonStatistics(
        _ daemons: [Daemon] = [], node: NodeName? = nil
    ) async throws(WazuhError) -> [DaemonStatistics] {
        try await client.items(daemonRequest(daemons, node)) { (view) throws(JSONError) in
            try DaemonStatistics(view)
        }.items
    }

    /// A daemon that gives numbers.
    package enum Daemon: String, Sendable, Hashable, CaseIterable {
        case analysisd = "wazuh-analysisd"
        case remoted = "wazuh-remoted"
        case database = "wazuh-db"
    }

    /// What the daemon that agents connect to has done; by the older endpoint where the newer one does not answer.
    package func remotedStatistics(node: NodeName? = nil) async throws(WazuhError) -> RemotedStatistics {
        do throws(WazuhError) {
            let daemons = try await client.items(daemonRequest([.remoted], node)) { (view) throws(JSONError) in
                view["name"]?.string == Daemon.remoted.rawValue ? try RemotedStatistics(daemon: view) : nil
            }
            if let statistics = daemons.items.lazy.compactMap({ $0 }).first { return statistics }
        } catch {
            switch error.code {
            case .notFound where error.wazuhCode != 1730, .failed, .noData, .unexpectedAnswer: break
            default: throw error
            }
        }
        return try await client.item(ManagerRequest("/stats/remoted", of: node)) { (view) throws(JSONError) in
            try RemotedStatistics(legacy: view)
        }
    }

    private func daemonRequest(_ daemons: [Daemon], _ node: NodeName?) -> ManagerRequest {
        var query = QueryItems()
        if !daemons.isEmpty { query.append("daemons_list", daemons.map(\.rawValue).joined(separator: ",")) }
        return ManagerRequest("/daemons/stats", of: node, query)
    }
}
