import Encodings
import JSON
package import MCP
import Upstream
package import WazuhManager

let logCollectorTools: [WazuhTool] = [
    WazuhTool(
        "get_wazuh_log_collector_stats", title: "Statistics of log collection",
        "Show what an agent's log collector has read from each file or command, and what it had to drop.",
        .reads, scope: .read,
        .defaulted(.agentID(), to: .manager, shownAs: .string("000"))
    ) { wazuh, id in
        do throws(WazuhError) {
            let statistics = try await wazuh.manager.logCollectorStatistics(of: id)
            return CollectorReport(
                agent: id, sinceStart: CollectorPeriod(statistics.sinceStart),
                interval: CollectorPeriod(statistics.interval))
        } catch {
            guard error.wazuhCode == 1_117 else { throw error }
            throw ToolFailure(
                "\(error) The log collector of a new or restarted agent has no statistics for its first minute.")
        }
    }
]

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
        guard text.unicodeScalars.count > limit else { return self }
        var room = limit - 200
        let shown = sinceStart.sources.prefix { source in
            room -= source.line.unicodeScalars.count + 1
            return room >= 0
        }
        let names = Set(shown.map { ExactText($0.location) })
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

    func keeping(_ locations: Set<ExactText>) -> Self {
        Self(period, sources.filter { locations.contains(ExactText($0.location)) })
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
