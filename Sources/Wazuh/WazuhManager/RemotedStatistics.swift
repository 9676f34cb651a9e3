import HTTP
package import JSON
package import Upstream

/// What the daemon that agents connect to has done since it started.
package struct RemotedStatistics: Sendable, Hashable {
    /// When it started; nil where only the older endpoint answers.
    package let started: String?
    package let sessions: Int
    package let events: Int
    package let controlMessages: Int
    package let discarded: Int
    package let receivedBytes: Int
    package let sentBytes: Int
    package let queueUsed: Int
    package let queueSize: Int

    /// Reads an item of `GET /manager/daemons/stats?daemons_list=wazuh-remoted`.
    package init(daemon view: JSONView) throws(JSONError) {
        guard let metrics = view["metrics"], let messages = metrics["messages"]?["received_breakdown"] else {
            throw JSONError(.unexpectedShape, "\"metrics\" is missing")
        }
        started = view.known("uptime")
        sessions = metrics["tcp_sessions"]?.int ?? 0
        events = messages["event"]?.int ?? 0
        controlMessages = messages["control"]?.int ?? 0
        discarded = messages["discarded"]?.int ?? 0
        receivedBytes = metrics["bytes"]?["received"]?.int ?? 0
        sentBytes = metrics["bytes"]?["sent"]?.int ?? 0
        queueUsed = metrics["queues"]?["received"]?["usage"]?.int ?? 0
        queueSize = metrics["queues"]?["received"]?["size"]?.int ?? 0
    }

    /// Reads an item of `GET /manager/stats/remoted`, whose numbers have fractions of zero.
    package init(legacy view: JSONView) throws(JSONError) {
        started = nil
        sessions = try view.integer("tcp_sessions")
        events = view["evt_count"]?.int ?? 0
        controlMessages = view["ctrl_msg_count"]?.int ?? 0
        discarded = view["discarded_count"]?.int ?? 0
        receivedBytes = view["recv_bytes"]?.int ?? 0
        sentBytes = view["sent_bytes"]?.int ?? 0
        queueUsed = view["queue_size"]?.int ?? 0
        queueSize = view["total_queue_size"]?.int ?? 0
    }
}

extension WazuhManager {
    /// What the daemon that agents connect to has done; by the older endpoint where the newer one does not answer.
    package func remotedStatistics(node: NodeName? = nil) async throws(WazuhError) -> RemotedStatistics {
        do throws(WazuhError) {
            let request = ManagerRequest("/daemons/stats", of: node, ["daemons_list": Self.remoted])
            let daemons = try await client.items(request) { (view) throws(JSONError) in
                view.string("name") == Self.remoted ? try RemotedStatistics(daemon: view) : nil
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

    private static let remoted = "wazuh-remoted"
}
