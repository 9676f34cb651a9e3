import FoundationEssentials
import JSON
import MCP
import Upstream
import WazuhIndexer
import WazuhManager

/// The parts of a risk assessment, each of the whole fleet or of one agent.
struct RiskInputs: Sendable {
    let wazuh: WazuhContext
    let agent: AgentID?
    let range: TimeRange

    /// How many agents' SCA scores go into the assessment of a fleet.
    static let mostAssessed = 10

    /// Whether the agents answer.
    func agents() async throws -> RiskPart {
        if let agent {
            let found = try await wazuh.manager.agent(agent)
            return RiskPart(
                name: "agents", weight: 0.15, formula: "0 when the agent is active, else 100",
                inputs: "agent \(agent) \(found.name) is \(found.status.rawValue)",
                risk: found.status == .active ? 0 : 100)
        }
        let summary = try await wazuh.manager.agentSummary()
        guard summary.total > 0 else { throw ToolFailure("there are no agents.") }
        let silent = summary.total - summary.active
        return RiskPart(
            name: "agents", weight: 0.15, formula: "100 x agents not active / agents",
            inputs: "\(summary.total) agents: \(summary.active) active, \(summary.disconnected) disconnected, "
                + "\(summary.neverConnected) never connected, \(summary.pending) pending",
            risk: 100 * Double(silent) / Double(summary.total))
    }

    /// What is unpatched now; vulnerabilities have no period.
    func vulnerabilities() async throws -> RiskPart {
        let counts = try await VulnerabilityCounts.read(wazuh.indexer, agent: agent)
        let machines = max(1, counts.affectedAgents)
        let points =
            10 * Double(counts[.critical]) + 3 * Double(counts[.high]) + Double(counts[.medium])
            + 0.2 * Double(counts[.low])
        return RiskPart(
            name: "vulnerabilities", weight: 0.35,
            formula: "(10 x critical + 3 x high + medium + 0.2 x low) / agents that have any",
            inputs: "now \(counts.words), on \(counts.affectedAgents) agents", risk: points / Double(machines),
            notes: counts.gaps)
    }

    /// What happened in the period, over all agents and on the worst of them.
    func alerts() async throws -> AlertRisk {
        var filter = AlertFilter(range: range)
        filter.agent = agent
        let answer = try await wazuh.indexer.aggregate(
            filter,
            .merging(
                ["bands": AlertBands.aggregation, "machines": ["cardinality": ["field": "agent.id"]]],
                WorstAgent.aggregations))
        let bands = AlertBands(answer.buckets("bands"))
        let machines = answer.aggregation("machines")?["value"]?.int ?? 0
        let days = range.end.timeIntervalSince(range.start) / 86_400
        let points =
            10 * Double(bands[.critical]) + 5 * Double(bands[.high]) + 0.5 * Double(bands[.medium])
        let part = RiskPart(
            name: "alerts", weight: 0.35,
            formula: "10 x (10 x critical + 5 x high + 0.5 x medium) / (agents with alerts x days)",
            inputs: "\(answer.total) alerts: \(bands.words); \(machines) agents, \(days.tenths) days",
            risk: machines == 0 ? 0 : 10 * points / (Double(machines) * days),
            notes: answer.gaps + [WorstAgent.gap(answer)].compactMap(\.self))
        return AlertRisk(part: part, worst: WorstAgent(answer))
    }

    /// What alerts say: of all agents together, and of the worst.
    struct AlertRisk: Sendable {
        let part: RiskPart
        let worst: WorstAgent?
    }

    /// How the agents are configured, by SCA.
    func configuration() async throws -> RiskPart {
        let (agents, total) = try await assessed()
        let scores = try await scores(of: agents)
        let known = scores.compactMap { $0.score }
        guard !known.isEmpty else {
            throw ToolFailure(scores.first?.problem ?? "no agent has an SCA score: SCA is off or has not run yet.")
        }
        let mean = known.reduce(0, +) / Double(known.count)
        var notes: [String] = []
        if total > agents.count {
            notes.append("SCA: \(agents.count) of \(total) active agents were looked at, by id.")
        }
        let without = scores.filter { $0.score == nil }.map(\.id.description)
        if !without.isEmpty { notes.append("SCA: no score of agent \(without.joined(separator: ", ")).") }
        return RiskPart(
            name: "configuration (SCA)", weight: 0.15, formula: "100 - mean SCA score",
            inputs: "mean score \(mean.tenths) of \(known.count) agents", risk: 100 - mean, notes: notes)
    }

    private func assessed() async throws -> (agents: [AgentID], total: Int) {
        if let agent { return ([agent], 1) }
        var filter = AgentFilter()
        filter.statuses = [.active]
        let page = try await wazuh.manager.agents(filter, page: Page(limit: Self.mostAssessed))
        return (page.items.map(\.id), page.total)
    }

    private struct AgentScore: Sendable {
        let id: AgentID
        /// The mean over the agent's policies, in percent.
        let score: Double?
        let problem: String?
    }

    private func scores(of agents: [AgentID]) async throws -> [AgentScore] {
        try await withThrowingTaskGroup(of: AgentScore.self) { group in
            for id in agents {
                group.addTask {
                    do throws(WazuhError) {
                        let scores = try await wazuh.manager.scaPolicies(of: id).items.compactMap(\.score)
                        let mean = scores.isEmpty ? nil : Double(scores.reduce(0, +)) / Double(scores.count)
                        return AgentScore(id: id, score: mean, problem: nil)
                    } catch {
                        return AgentScore(id: id, score: nil, problem: error.description)
                    }
                }
            }
            var scores: [AgentScore] = []
            for try await score in group { scores.append(score) }
            return scores.sorted { $0.id.description < $1.id.description }
        }
    }
}
