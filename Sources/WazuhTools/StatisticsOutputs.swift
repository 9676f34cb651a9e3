package import MCP
package import Wazuh

/// The usual number of events by weekday and hour.
struct WeekStatistics: ToolOutput {
    let days: [WeekdayAverages]

    static let structure = Structure<WeekStatistics>(.init("days") { $0.days })

    var text: String {
        let lines = days.map { "\($0.day): \($0.averages.map { String($0) }.joined(separator: " "))" }
        return (["Average events in each hour of the day, 0 to 23 h UTC:"] + lines).joined(separator: "\n")
    }
}

extension WeekdayAverages: Structured {
    package static let structure = Structure<WeekdayAverages>(
        .init("day") { $0.day },
        .init("hourly_averages", "24 numbers, from midnight UTC.") { $0.averages },
        .init("days_observed", "How many days the averages rest on.") { $0.interactions }
    )
}

extension RemotedStatistics: ToolOutput {
    package static let structure = Structure<RemotedStatistics>(
        .init("started", "When the daemon started.") { $0.started },
        .init("tcp_sessions") { $0.sessions },
        .init("events_received") { $0.events },
        .init("control_messages") { $0.controlMessages },
        .init("discarded", "Messages dropped because the queue was full.") { $0.discarded },
        .init("received_bytes") { $0.receivedBytes },
        .init("sent_bytes") { $0.sentBytes },
        .init("queue_used") { $0.queueUsed },
        .init("queue_size") { $0.queueSize }
    )

    package var text: String {
        """
        Agent connections\(started.map { " since \($0)" } ?? ""): \(sessions) TCP sessions, \(events) events and \
        \(controlMessages) control messages received, \(discarded) discarded.
        \(receivedBytes) bytes received, \(sentBytes) sent; queue \(queueUsed) of \(queueSize).
        """
    }
}

/// What an agent's log collector has read.
struct CollectorReport: ToolOutput {
    let agent: AgentID
    let statistics: LogCollectorStatistics

    static let structure = Structure<CollectorReport>(
        .init("agent_id") { $0.agent.description },
        .init("since_start") { $0.statistics.sinceStart },
        .init("last_interval") { $0.statistics.interval }
    )

    static var canBeLong: Bool { true }

    var text: String {
        let start = statistics.sinceStart
        let lines = start.sources.map(\.line)
        let heading = "Agent \(agent): \(start.sources.count) sources since \(start.start ?? "its start"):"
        return ([heading] + (lines.isEmpty ? ["Nothing has been read."] : lines)).joined(separator: "\n")
    }
}

extension LogCollectorStatistics.Period: Structured {
    package static let structure = Structure<LogCollectorStatistics.Period>(
        .init("start") { $0.start },
        .init("end") { $0.end },
        .init("sources") { $0.sources }
    )
}

extension LogCollectorStatistics.Source: Structured {
    package static let structure = Structure<LogCollectorStatistics.Source>(
        .init("location", "File or command.") { $0.location },
        .init("events") { $0.events },
        .init("bytes") { $0.bytes },
        .init("drops", "Events lost on the way.") { $0.drops }
    )

    fileprivate var line: String {
        "\(location): \(events) events, \(bytes) bytes\(drops > 0 ? ", \(drops) DROPPED" : "")"
    }
}
