import FoundationEssentials
import JSON
import MCP
import Upstream
import WazuhIndexer
import WazuhManager

// The parts of a risk assessment, each of the whole fleet or of one agent.

extension RiskPart {
    private static func ofAgents(_ formula: String, _ inputs: String, _ risk: Double) -> RiskPart {
        RiskPart(name: "agents", weight: 0.15, formula: formula, inputs: inputs, risk: risk)
    }

    /// Whether an agent answers.
    static func agent(_ agent: Agent) -> RiskPart {
        ofAgents(
            "0 when the agent is active, else 100", "agent \(agent.id) \(agent.name) is \(agent.status.rawValue)",
            agent.status == .active ? 0 : 100)
    }

    /// Whether the agents answer.
    static func agents(_ summary: AgentSummary) -> PartResult<RiskPart> {
        guard summary.total > 0 else { return .missing("agents: there are no agents.") }
        return .value(
            ofAgents(
                "100 x agents not active / agents",
                "\(summary.total) agents: \(summary.active) active, \(summary.disconnected) disconnected, "
                    + "\(summary.neverConnected) never connected, \(summary.pending) pending",
                100 * Double(summary.total - summary.active) / Double(summary.total)))
    }

    /// What is unpatched now; vulnerabilities have no period.
    static func vulnerabilities(_ counts: VulnerabilityCounts) -> RiskPart {
        let points =
            10 * Double(counts[.critical]) + 3 * Double(counts[.high]) + Double(counts[.medium])
            + 0.2 * Double(counts[.low])
        return RiskPart(
            name: "vulnerabilities", weight: 0.35,
            formula: "(10 x critical + 3 x high + medium + 0.2 x low) / agents that have any",
            inputs: "now \(counts.words), on \(counts.affectedAgents) agents",
            risk: points / Double(max(1, counts.affectedAgents)), notes: counts.gaps)
    }

    /// How agents are configured, by SCA: of one agent, or of some that are active.
    static func configuration(_ wazuh: WazuhContext, of agent: AgentID?) async -> PartResult<RiskPart> {
        let name = "configuration (SCA)"
        return await wazuh.part(name) {
            let assessed = try await AssessmentScores.read(wazuh.manager, of: agent)
            let known = assessed.scores.compactMap(\.score)
            guard !known.isEmpty else {
                throw ToolFailure(
                    assessed.scores.first?.problem ?? "no agent has an SCA score: SCA is off or has not run yet.")
            }
            let mean = known.reduce(0, +) / Double(known.count)
            return RiskPart(
                name: name, weight: 0.15, formula: "100 - mean SCA score",
                inputs: "mean score \(mean.tenths) of \(known.count) agents", risk: 100 - mean, notes: assessed.notes)
        }
    }
}

/// How grave the alerts of a period are, over all agents and on the worst of them.
struct AlertGravity: Sendable {
    let part: RiskPart
    let worst: WorstAgent?

    /// What ``init(_:range:)`` reads.
    static let aggregations = JSONObject.merging(
        ["bands": AlertBands.aggregation, "machines": ["cardinality": ["field": "agent.id"]]], WorstAgent.aggregations)

    init(_ answer: SearchAnswer, range: TimeRange) {
        let bands = AlertBands(answer.buckets("bands"))
        let machines = answer.aggregation("machines")?["value"]?.int ?? 0
        let days = range.end.timeIntervalSince(range.start) / 86_400
        let points = 10 * Double(bands[.critical]) + 5 * Double(bands[.high]) + 0.5 * Double(bands[.medium])
        part = RiskPart(
            name: "alerts", weight: 0.35,
            formula: "10 x (10 x critical + 5 x high + 0.5 x medium) / (agents with alerts x days)",
            inputs: "\(answer.total) alerts: \(bands.words); \(machines) agents, \(days.tenths) days",
            risk: machines == 0 ? 0 : 10 * points / (Double(machines) * days),
            notes: answer.gaps + [WorstAgent.gap(answer)].compactMap(\.self))
        worst = WorstAgent(answer)
    }
}

/// The SCA scores of agents.
private struct AssessmentScores: Sendable {
    struct OfAgent: Sendable {
        let id: AgentID
        /// The mean over the agent's policies, in percent.
        let score: Double?
        let problem: String?
    }

    let scores: [OfAgent]
    /// How many agents there are to look at.
    let total: Int

    /// How many agents of a fleet are looked at.
    private static let mostAgents = 10

    static func read(_ manager: WazuhManager, of agent: AgentID?) async throws -> AssessmentScores {
        if let agent { return AssessmentScores(scores: [await score(of: agent, manager)], total: 1) }
        var filter = AgentFilter()
        filter.statuses = [.active]
        let page = try await manager.agents(filter, page: Page(limit: mostAgents))
        let scores = await withTaskGroup(of: OfAgent.self) { group in
            for agent in page.items { group.addTask { await score(of: agent.id, manager) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        return AssessmentScores(scores: scores.sorted { $0.id.description < $1.id.description }, total: page.total)
    }

    private static func score(of agent: AgentID, _ manager: WazuhManager) async -> OfAgent {
        do throws(WazuhError) {
            let scores = try await manager.scaPolicies(of: agent).items.compactMap(\.score)
            let mean = scores.isEmpty ? nil : Double(scores.reduce(0, +)) / Double(scores.count)
            return OfAgent(id: agent, score: mean, problem: nil)
        } catch {
            return OfAgent(id: agent, score: nil, problem: error.description)
        }
    }

    var notes: [String] {
        let without = scores.filter { $0.score == nil }.map(\.id.description)
        return (total > scores.count ? ["SCA: \(scores.count) of \(total) active agents were looked at, by id."] : [])
            + (without.isEmpty ? [] : ["SCA: no score of agent \(without.joined(separator: ", "))."])
    }
}
