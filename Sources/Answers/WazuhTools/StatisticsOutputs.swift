package import MCP
import Upstream
package import WazuhManager

/// The usual number of events by weekday and hour.
struct WeekStatistics: ToolOutput {
    let node: NodeName?
    let days: [WeekdayAverages]

    static let structure = Structure<WeekStatistics>(
        .init("node") { $0.node?.description },
        .init("days") { $0.days }
    )

    var text: String {
        let lines = days.map { day in
            "\(day.day): \(day.averages.map { String($0) }.joined(separator: " ")) (of \(day.interactions) days)"
        }
        let heading = "Average events in each hour of the day, 0 to 23 h UTC, of \(node.scope):"
        return ([heading] + lines).joined(separator: "\n")
    }
}

extension Optional<NodeName> {
    /// Whose numbers they are: without a node those of one manager, also where a cluster has several.
    var scope: String { map { "node \($0)" } ?? "the connected manager (in a cluster, name each other node to add it)" }
}

extension WeekdayAverages: Structured {
    package static let structure = Structure<WeekdayAverages>(
        .init("day") { $0.day },
        .init("hourly_averages", "24 numbers, from midnight UTC.") { $0.averages },
        .init("days_observed") { $0.interactions }
    )
}

/// What the daemon that agents connect to has done.
struct RemotedReport: ToolOutput {
    let node: NodeName?
    let statistics: RemotedStatistics

    static let structure = Structure<RemotedReport>(
        .init("node") { $0.node?.description },
        .init("started") { $0.statistics.started },
        .init("tcp_sessions") { $0.statistics.sessions },
        .init("events_received") { $0.statistics.events },
        .init("control_messages") { $0.statistics.controlMessages },
        .init("discarded", "Messages dropped because the queue was full.") { $0.statistics.discarded },
        .init("received_bytes") { $0.statistics.receivedBytes },
        .init("sent_bytes") { $0.statistics.sentBytes },
        .init("queue_used") { $0.statistics.queueUsed },
        .init("queue_size") { $0.statistics.queueSize }
    )

    var text: String {
        let start = statistics.started.map { " since \($0)" } ?? ""
        return """
            Agent connections of \(node.scope)\(start): \(statistics.sessions) TCP sessions, \(statistics.events) events \
            and \(statistics.controlMessages) control messages received, \(statistics.discarded) discarded.
            \(statistics.receivedBytes) bytes received, \(statistics.sentBytes) sent; \
            queue \(statistics.queueUsed) of \(statistics.queueSize).
            """
    }
}

/// What an agent's log collector has read.
struct CollectorReport: ToolOutput {
    let agent: AgentID
    let sinceStart: CollectorPeriod
    let interval: CollectorPeriod
    /// How many sources the text does not name.
    var omitted = 0

    static let structure = Structure<CollectorReport>(
        .init("agent_id") { $0.agent.description },
        .init("since_start") { $0.sinceStart },
        .init("last_interval") { $0.interval },
        .init("omitted", isListed: false) { $0.omitted == 0 ? nil : $0.omitted }
    )

    static var canBeLong: Bool { true }

    var text: String {
        let count = sinceStart.sources.count + omitted
        let heading = "Agent \(agent): \(count) sources since \(sinceStart.period.start ?? "its start"):"
        guard count > 0 else { return "\(heading)\nNothing has been read." }
        let left = omitted == 0 ? [] : ["\(omitted) more were left out for length: raise max_characters."]
        return ([heading] + sinceStart.sources.map(\.line) + left).joined(separator: "\n")
    }

    func fitted(to limit: Int) -> Self {
        var room = limit - 200
        let shown = sinceStart.sources.prefix { source in
            room -= source.line.unicodeScalars.count + 1
            return room >= 0
        }
        let names = Set(shown.map(\.location))
        return Self(
            agent: agent, sinceStart: sinceStart.keeping(names), interval: interval.keeping(names),
            omitted: sinceStart.sources.count - shown.count)
    }
}

/// A stretch of time with the sources of it that are shown.
struct CollectorPeriod: Structured {
    let period: LogCollectorStatistics.Period
    let sources: [LogCollectorStatistics.Source]

    init(_ period: LogCollectorStatistics.Period) {
        self.init(period, period.sources)
    }

    private init(_ period: LogCollectorStatistics.Period, _ sources: [LogCollectorStatistics.Source]) {
        self.period = period
        self.sources = sources
    }

    func keeping(_ locations: Set<String>) -> Self {
        Self(period, sources.filter { locations.contains($0.location) })
    }

    static let structure = Structure<CollectorPeriod>(
        .init("start") { $0.period.start },
        .init("end") { $0.period.end },
        .init("sources") { $0.sources }
    )
}

extension LogCollectorStatistics.Source: Structured {
    package static let structure = Structure<LogCollectorStatistics.Source>(
        .init("location") { $0.location },
        .init("events") { $0.events },
        .init("bytes") { $0.bytes },
        .init("drops") { $0.drops }
    )

    fileprivate var line: String {
        "\(location): \(events) events, \(bytes) bytes\(drops > 0 ? ", \(drops) DROPPED" : "")"
    }
}
