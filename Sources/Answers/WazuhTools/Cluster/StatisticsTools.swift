import JSON
package import MCP
import Upstream
package import WazuhManager

let statisticsTools: [WazuhTool] = [
    WazuhTool(
        "get_wazuh_statistics", title: "Statistics of a day",
        "Show how many events and alerts the manager analysed in each hour of a day (UTC), and which rules fired most.",
        .reads, scope: .read,
        .optional(Argument<CalendarDay>.day("date", "Day, for example 2026-03-31; today without it.")), .node
    ) { wazuh, day, node in
        do throws(WazuhError) {
            return DayStatistics(day: day, node: node, hours: try await wazuh.manager.statistics(of: day, node: node))
        } catch {
            // Normal for a day without events, and shortly after midnight.
            guard error.wazuhCode == 1_308 || error.code == .noData else { throw error }
            return DayStatistics(day: day, node: node, hours: [])
        }
    },
    WazuhTool(
        "get_wazuh_weekly_stats", title: "Weekly statistics",
        "Show the average number of events in each hour of each weekday, as the manager has learned it.",
        .reads, scope: .read,
        .node
    ) { wazuh, node in
        WeekStatistics(node: node, days: try await wazuh.manager.weeklyAverages(node: node))
    },
    WazuhTool(
        "get_wazuh_remoted_stats", title: "Statistics of agent connections",
        "Show what the daemon that agents connect to has received, sent and dropped since it started, and how full its queue is.",
        .reads, scope: .read,
        .node
    ) { wazuh, node in
        RemotedReport(node: node, statistics: try await wazuh.manager.remotedStatistics(node: node))
    },
]

/// What was analysed on a day.
struct DayStatistics: ToolOutput {
    let day: CalendarDay?
    let node: NodeName?
    let hours: [HourStatistics]

    private var events: Int { hours.map(\.events).reduce(0, +) }
    private var alerts: Int { hours.map(\.alerts).reduce(0, +) }

    /// The rules that fired most, at most ten.
    private var topRules: [RuleFirings] {
        var firings: [Int: RuleFirings] = [:]
        for count in hours.flatMap(\.rules) {
            let before = firings[count.rule]?.times ?? 0
            firings[count.rule] = RuleFirings(rule: count.rule, level: count.level, times: before + count.times)
        }
        return Array(firings.values.sorted { ($1.times, $0.rule) < ($0.times, $1.rule) }.prefix(10))
    }

    static let structure = Structure<DayStatistics>(
        .init("date", "The day, UTC; absent for today.") { $0.day?.description },
        .init("node") { $0.node?.description },
        .init("has_data", "False when the manager has no statistics for that day.") { !$0.hours.isEmpty },
        .init("events") { $0.events },
        .init("alerts") { $0.alerts },
        .init("hours") { $0.hours },
        .init("top_rules") { $0.topRules }
    )

    var text: String {
        guard !hours.isEmpty else { return withoutData }
        let name = day.map { "on \($0)" } ?? "today"
        var lines = ["\(events) events, \(alerts) alerts \(name) (UTC) at \(node.scope), by hour (events/alerts):"]
        lines.append(
            hours.sorted { $0.hour < $1.hour }.map { "\($0.hour)h \($0.events)/\($0.alerts)" }.joined(separator: ", "))
        if !topRules.isEmpty {
            lines.append("Rules that fired most: \(topRules.map(\.words).joined(separator: ", ")).")
        }
        return lines.joined(separator: "\n")
    }
}

extension DayStatistics {
    /// Not the same as a day without events.
    private var withoutData: String {
        let scope = node.map { "node \($0)" } ?? "the manager"
        guard let day else {
            return "No statistics of today at \(scope) yet: the first come with the first full hour, UTC."
        }
        return "No statistics of \(day) at \(scope): the day is not over, or its file was never written or is deleted."
    }
}

/// How often a rule fired.
struct RuleFirings: Structured {
    let rule: Int
    let level: Int
    let times: Int

    var words: String { "\(rule) (level \(level)) \(times) times" }

    static let structure = Structure<RuleFirings>(
        .init("rule_id") { $0.rule },
        .init("level") { $0.level },
        .init("times") { $0.times }
    )
}

extension HourStatistics: Structured {
    package static let structure = Structure<HourStatistics>(
        .init("hour", "0 to 23, UTC.") { $0.hour },
        .init("events") { $0.events },
        .init("alerts") { $0.alerts },
        .init("syscheck_events") { $0.syscheck },
        .init("firewall_events") { $0.firewall }
    )
}

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
