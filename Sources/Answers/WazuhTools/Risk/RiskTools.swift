import MCP
import WazuhManager
import Upstream
import WazuhIndexer

let riskTools: [WazuhTool] = [
    WazuhTool(
        "perform_risk_assessment", title: "Risk assessment",
        """
        Rate the risk of the fleet, or of one agent in every part, from agent states, vulnerabilities, alerts, SCA and the \
        worst agent. Formula, inputs and weights are in the answer; a part that fails is named and left out.
        """,
        .reads, scope: .read,
        .optional(Argument<AgentID>.agentID("This agent only.")), .timeRange(from: "now-7d")
    ) { wazuh, agent, requested in
        let range = try requested.resolved(now: wazuh.now())
        return try await RiskAssessment.perform(wazuh, agent: agent, range: range)
    }
]

/// How much is at risk, from the parts that could be read.
struct RiskAssessment: ToolOutput, Remarked {
    let agent: AgentID?
    let range: TimeRange
    let parts: [RiskPart]
    let remarks: Remarks
    /// nil when no agent has grave alerts, or alerts could not be read.
    let worst: WorstAgent?
    /// The mean of the parts, 0…100.
    let mean: Double
    /// 0…100.
    let score: Double

    /// - Throws: ``ToolFailure`` when no part at all could be read.
    static func perform(_ wazuh: WazuhContext, agent: AgentID?, range: TimeRange) async throws -> RiskAssessment {
        async let agents = agents(wazuh, agent)
        async let vulnerabilities = wazuh.part("vulnerabilities") {
            RiskPart.vulnerabilities(try await VulnerabilityCounts.read(wazuh.indexer, agent: agent))
        }
        async let alerts = wazuh.part("alerts") {
            var filter = AlertFilter(range: range)
            filter.agent = agent
            return AlertGravity(try await wazuh.indexer.aggregate(filter, AlertGravity.aggregations), range: range)
        }
        async let configuration = RiskPart.configuration(wazuh, of: agent)
        return try await RiskAssessment(
            agent: agent, range: range, agents: agents, vulnerabilities: vulnerabilities, alerts: alerts,
            configuration: configuration)
    }

    private static func agents(_ wazuh: WazuhContext, _ agent: AgentID?) async -> PartResult<RiskPart> {
        guard let agent else {
            return await wazuh.part("agents") { try await wazuh.manager.agentSummary() }.flatMap(RiskPart.agents)
        }
        return await wazuh.part("agents") { RiskPart.agent(try await wazuh.manager.agent(agent)) }
    }

    /// - Throws: ``ToolFailure`` when there is no part at all.
    init(
        agent: AgentID?, range: TimeRange, agents: PartResult<RiskPart>, vulnerabilities: PartResult<RiskPart>,
        alerts: PartResult<AlertGravity>, configuration: PartResult<RiskPart>
    ) throws(ToolFailure) {
        let results = [agents, vulnerabilities, alerts.map(\.part), configuration]
        self.agent = agent
        self.range = range
        parts = results.compactMap(\.value)
        remarks = Remarks(missing: results.compactMap(\.reason))
        let weights = parts.reduce(0) { $0 + $1.weight }
        guard weights > 0 else {
            throw ToolFailure("No part of the assessment could be read. \(remarks.missing.joined(separator: " "))")
        }
        worst = alerts.value?.worst
        mean = (parts.reduce(0) { $0 + $1.risk * $1.weight } / weights).tenths
        score = max(mean, Self.worstAgentShare * (worst?.risk ?? 0)).tenths
    }

    var band: String {
        switch score {
        case ..<25: "low"
        case ..<50: "medium"
        case ..<75: "high"
        default: "critical"
        }
    }

    private var subject: String { agent.map { "agent \($0)" } ?? "all agents" }

    private static let worstAgentShare = 0.8

    static let formula =
        "score = the larger of the mean, which is the sum of risk x weight / sum of weights over the parts below, and "
        + "\(worstAgentShare) x the worst agent's risk, so that one breached host does not vanish among many; each risk is "
        + "capped at 100. Below 25 low, below 50 medium, below 75 high, else critical."

    static let structure = Structure<RiskAssessment>(
        .init("score", "0 to 100.") { $0.score },
        .init("mean", "Of the parts.") { $0.mean },
        .init("worst_agent") { $0.worst },
        .init("risk") { $0.band },
        .init("covers", isListed: false) { "\($0.subject), \($0.range.words)" },
        .init("formula") { _ in formula },
        .init("parts") { $0.parts },
        .init("missing", "Parts not in the score.") { $0.remarks.missing }
    )

    var text: String {
        var lines = ["Risk \(score) of 100, \(band) (\(subject); alerts of \(range.words))."]
        if !remarks.missing.isEmpty {
            lines.append("INCOMPLETE: \(remarks.missing.count) parts are missing and not in the score:")
            lines += remarks.missing.map { "  \($0)" }
        }
        lines.append(Self.formula)
        lines.append("  mean of the parts: \(mean)")
        lines.append(worst?.line ?? "  worst agent: no alert of level 12 or above was read")
        return (lines + parts.flatMap(\.lines)).joined(separator: "\n")
    }
}
