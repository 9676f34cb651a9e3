package import JSON
package import Upstream

/// What an agent says of its connection (`GET /agents/{id}/stats/agent`).
package struct AgentConnectionStatistics: Sendable, Hashable {
    /// `connected`, `pending` or `disconnected`.
    package let status: String
    package let lastKeepAlive: String?
    package let lastAcknowledgement: String?
    package let messagesGenerated: Int
    package let messagesSent: Int
    package let messagesBuffered: Int
    package let isBufferEnabled: Bool?

    package init(_ view: JSONView) throws(JSONError) {
        status = try view.text("status")
        lastKeepAlive = view.known("last_keepalive")
        lastAcknowledgement = view.known("last_ack")
        messagesGenerated = view["msg_count"]?.int ?? 0
        messagesSent = view["msg_sent"]?.int ?? 0
        messagesBuffered = view["msg_buffer"]?.int ?? 0
        isBufferEnabled = view["buffer_enabled"]?.bool
    }
}

/// What an agent's log collector has read (`GET /agents/{id}/stats/logcollector`).
package struct LogCollectorStatistics: Sendable, Hashable {
    /// A stretch of time.
    package struct Period: Sendable, Hashable {
        package let start: String?
        package let end: String?
        package let sources: [Source]
    }

    /// A file or command that is read.
    package struct Source: Sendable, Hashable {
        package let location: String
        package let events: Int
        package let bytes: Int
        /// Events lost on the way to a target, over all targets.
        package let drops: Int
    }

    /// Since the agent started.
    package let sinceStart: Period
    /// The last interval, a minute by default.
    package let interval: Period

    package init(_ view: JSONView) throws(JSONError) {
        guard let global = view["global"], let interval = view["interval"] else {
            throw JSONError(.unexpectedShape, "\"global\" or \"interval\" is missing")
        }
        sinceStart = try Self.period(global)
        self.interval = try Self.period(interval)
    }

    private static func period(_ view: JSONView) throws(JSONError) -> Period {
        let sources = try view["files"]?.map { (file) throws(JSONError) in
            var drops = 0
            file["targets"]?.forEachElement { drops += $0["drops"]?.int ?? 0 }
            return Source(
                location: try file.text("location"), events: file["events"]?.int ?? 0, bytes: file["bytes"]?.int ?? 0,
                drops: drops)
        }
        return Period(start: view.known("start"), end: view.known("end"), sources: sources ?? [])
    }
}

extension WazuhManager {
    /// What an agent says of its connection; it has to be connected.
    package func agentStatistics(of id: AgentID) async throws(WazuhError) -> AgentConnectionStatistics {
        let request = ManagerRequest("/agents/\(id)/stats/agent", permission: "agent:read")
        return try await client.item(request) { (view) throws(JSONError) in try AgentConnectionStatistics(view) }
    }

    /// What an agent's log collector has read; it gives none in its first minute.
    package func logCollectorStatistics(of id: AgentID) async throws(WazuhError) -> LogCollectorStatistics {
        let request = ManagerRequest("/agents/\(id)/stats/logcollector", permission: "agent:read")
        return try await client.item(request) { (view) throws(JSONError) in try LogCollectorStatistics(view) }
    }
}
