import Encodings
import FoundationEssentials
import MCP
import WazuhManager

/// Whether an agent does what it should.
struct AgentHealth: ToolOutput, Remarked {
    let agent: Agent
    let statistics: AgentConnectionStatistics?
    let managerVersion: String?
    /// In seconds.
    let sinceKeepAlive: Int?
    /// What is wrong, gravest first; empty for a healthy agent.
    let problems: [String]
    /// What is worth knowing of a healthy agent too.
    let warnings: [String]
    let remarks: Remarks

    /// The manager calls an agent disconnected when it has not heard of it for this long, in seconds.
    private static let keepAliveLimit = 600

    /// - Parameters:
    ///   - agent: whose health it is.
    ///   - statistics: what it has sent; nil for an agent that cannot be asked.
    ///   - managerVersion: to compare with.
    ///   - now: the time of the call.
    init(
        _ agent: Agent, _ statistics: PartResult<AgentConnectionStatistics>?, managerVersion: PartResult<String>,
        now: Date
    ) {
        self.agent = agent
        self.statistics = statistics?.value
        self.managerVersion = managerVersion.value
        remarks = Remarks(missing: [managerVersion.reason, statistics?.reason].compactMap(\.self))
        let heard = agent.lastKeepAlive.flatMap { try? Date($0, strategy: .iso8601) }
        // The manager's own keep-alive lies in the year 9999.
        sinceKeepAlive = heard.flatMap {
            $0 > now.addingTimeInterval(86_400) ? nil : max(0, Int(now.timeIntervalSince($0)))
        }
        problems = Self.problems(agent, sinceKeepAlive)
        var warnings = Self.warnings(agent, statistics?.value, managerVersion.value)
        if heard == nil, let text = agent.lastKeepAlive {
            warnings.append("Its last keep-alive, \"\(text.beginning())\", is no time that can be read.")
        }
        self.warnings = warnings
    }

    private static func problems(_ agent: Agent, _ sinceKeepAlive: Int?) -> [String] {
        var problems: [String] = []
        switch agent.status {
        case .active: break
        case .disconnected:
            let since = agent.disconnected.map { " since \($0)" } ?? ""
            problems.append("It is disconnected\(since): \(reason(agent.statusCode)).")
        case .pending: problems.append("It is pending: it has begun to connect but is not ready yet.")
        case .neverConnected:
            problems.append(
                "It has never connected: the agent was registered but not started, or cannot reach the manager.")
        }
        if agent.status == .active, let sinceKeepAlive, sinceKeepAlive > keepAliveLimit {
            problems.append("Its last keep-alive is \(duration(sinceKeepAlive)) old although it counts as active.")
        }
        if agent.isConfigurationSynced == false, agent.status == .active {
            problems.append("It does not run the configuration of its groups yet.")
        }
        return problems
    }

    /// Wazuh supports agents older than their manager, and a buffer is there to be used.
    private static func warnings(
        _ agent: Agent, _ statistics: AgentConnectionStatistics?, _ managerVersion: String?
    ) -> [String] {
        var warnings: [String] = []
        if let version = agent.version, let managerVersion, isOlder(version, than: managerVersion) {
            warnings.append("It runs \(version), older than the manager's v\(managerVersion).")
        }
        if let statistics, statistics.messagesBuffered > 0, statistics.isBufferEnabled == true {
            warnings.append("\(statistics.messagesBuffered) events wait in its buffer.")
        }
        return warnings
    }

    /// What the manager's status code says.
    private static func reason(_ code: Int?) -> String {
        switch code {
        case 1: "its version is not valid"
        case 2: "its version is newer than the manager's"
        case 3: "it said that it was shutting down"
        case 4: "no keep-alive came in time"
        case 5: "the manager reset its connection"
        default: "the manager gives no reason"
        }
    }

    private static func isOlder(_ agent: String, than manager: String) -> Bool {
        let agent = numbers(agent)
        return !agent.isEmpty && agent.lexicographicallyPrecedes(numbers(manager))
    }

    private static func numbers(_ version: String) -> [Int] {
        version.split { !$0.isNumber && $0 != "." }.last.map { $0.split(separator: ".").compactMap { Int($0) } } ?? []
    }

    private static func duration(_ seconds: Int) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }

    static let structure = Structure<AgentHealth>(
        .init("healthy") { $0.problems.isEmpty },
        .init("problems") { $0.problems },
        .init("warnings", "No faults, such as an older version.") { $0.warnings },
        .init("agent") { $0.agent },
        .init("seconds_since_keep_alive") { $0.sinceKeepAlive },
        .init("configuration_synced") { $0.agent.isConfigurationSynced },
        .init("manager_version") { $0.managerVersion },
        .init("events_sent", "Since the agent started.") { $0.statistics?.messagesSent },
        .init("events_buffered") { $0.statistics?.messagesBuffered },
        .missing(isListed: false)
    )

    var text: String {
        var lines = ["Agent \(agent.id) \(agent.name) is \(problems.isEmpty ? "healthy" : "NOT healthy")."] + problems
        lines += warnings.map { "Note: \($0)" } + remarks.missing.map { "Not checked: \($0)" }
        lines.append(agent.line)
        if let sinceKeepAlive { lines.append("Last keep-alive \(Self.duration(sinceKeepAlive)) ago.") }
        if let statistics { lines.append("Events sent since its start: \(statistics.messagesSent).") }
        return lines.joined(separator: "\n")
    }
}
