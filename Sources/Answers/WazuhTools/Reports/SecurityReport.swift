import FoundationEssentials
import MCP
import Synchronization
import WazuhIndexer
import WazuhManager

/// What a period was like, for people: Markdown, with a chart of the alerts.
struct SecurityReport: ToolOutput, Remarked {
    let range: TimeRange
    let recommends: Bool
    let agents: PartResult<AgentSummary>
    let timeline: PartResult<AlertTimeline>
    let threats: PartResult<TopThreats>
    let vulnerabilities: PartResult<VulnerabilityCounts>
    let risk: PartResult<RiskAssessment>
    let images: [ToolContent]
    /// Why there is no chart; nil when there is one.
    let chartProblem: String?

    private static let partCount = 5

    /// Reads all parts at the same time, each once: the risk follows from what the other parts are made of.
    /// - Throws: ``ToolFailure`` when no part at all could be read.
    static func write(
        _ wazuh: WazuhContext, range: TimeRange, recommends: Bool
    ) async throws(ToolFailure) -> SecurityReport {
        let done = DoneCount()
        @Sendable func part<Value: Sendable>(
            _ name: String, _ work: @escaping @Sendable () async throws -> Value
        ) async -> PartResult<Value> {
            let result = await wazuh.part(name, work)
            await wazuh.report(
                ProgressUpdate(progress: Double(done.next()), total: Double(partCount), message: "\(name) done"))
            return result
        }
        var filter = AlertFilter(range: range)
        filter.leastLevel = 7
        let grave = filter
        async let agents = part("agents") { try await wazuh.manager.agentSummary() }
        async let alerts = part("alerts") {
            try await wazuh.indexer.aggregate(
                AlertFilter(range: range), .merging(AlertTimeline.aggregations(range), AlertGravity.aggregations))
        }
        async let threats = part("threats") {
            TopThreats(filter: grave, top: 8, try await wazuh.indexer.aggregate(grave, TopThreats.aggregations))
        }
        async let vulnerabilities = part("vulnerabilities") {
            try await VulnerabilityCounts.read(wazuh.indexer, agent: nil)
        }
        async let configuration = RiskPart.configuration(wazuh, of: nil)
        let (fleet, happened, unpatched, configured) = await (agents, alerts, vulnerabilities, configuration)
        let risk = await part("risk") {
            try RiskAssessment(
                agent: nil, range: range, agents: fleet.flatMap(RiskPart.agents),
                vulnerabilities: unpatched.map(RiskPart.vulnerabilities),
                alerts: happened.map { AlertGravity($0, range: range) }, configuration: configured)
        }
        let report = await SecurityReport(
            range: range, recommends: recommends, agents: fleet,
            timeline: happened.map { AlertTimeline($0, range: range) }, threats: threats, vulnerabilities: unpatched,
            risk: risk)
        let reasons = [report.agents.reason, report.timeline.reason, report.vulnerabilities.reason]
        guard reasons.contains(nil) || report.threats.value != nil || report.risk.value != nil else {
            throw ToolFailure(
                "No part of the report could be read. \(reasons.compactMap(\.self).joined(separator: " "))")
        }
        return report
    }

    init(
        range: TimeRange, recommends: Bool, agents: PartResult<AgentSummary>, timeline: PartResult<AlertTimeline>,
        threats: PartResult<TopThreats>, vulnerabilities: PartResult<VulnerabilityCounts>,
        risk: PartResult<RiskAssessment>
    ) {
        self.range = range
        self.recommends = recommends
        self.agents = agents
        self.timeline = timeline
        self.threats = threats
        self.vulnerabilities = vulnerabilities
        self.risk = risk
        do {
            let png = try timeline.value?.png()
            images = png.map { [.image(base64: Data($0).base64EncodedString(), mediaType: "image/png")] } ?? []
            chartProblem = png == nil ? "chart: there are no counts to draw." : nil
        } catch {
            images = []
            chartProblem = "chart: \(error)"
        }
    }

    var remarks: Remarks { Remarks(missing: missing, isUntrusted: true) }

    /// What the report lacks, a sentence each.
    var missing: [String] {
        var missing = [
            agents.reason, timeline.reason, threats.reason, vulnerabilities.reason, risk.reason, chartProblem,
        ]
        .compactMap(\.self)
        missing += (risk.value?.remarks.missing ?? []).map { "in the risk score, \($0)" }
        for gap in (timeline.value?.gaps ?? []) + (threats.value?.remarks.gaps ?? [])
            + (vulnerabilities.value?.gaps ?? [])
        where !missing.contains(gap) { missing.append(gap) }
        return missing
    }

    static let structure = Structure<SecurityReport>(
        .init("covers", isListed: false) { $0.range.words },
        .init("missing") { $0.missing },
        .init("agents") { $0.agents.value?.total },
        .init("active_agents") { $0.agents.value?.active },
        .init("alerts") { $0.timeline.value?.total },
        .init("high_alerts", "Level 12 and above.") { $0.timeline.value.map { $0.count(.high) + $0.count(.critical) } },
        .init("threats") { $0.threats.value.map { $0.threats } },
        .init("vulnerabilities", "Now.") { $0.vulnerabilities.value?.total },
        .init("critical_vulnerabilities") { $0.vulnerabilities.value?[.critical] },
        .init("risk_score", "0 to 100.") { $0.risk.value?.score },
        .init("risk") { $0.risk.value?.band },
        .init("recommendations") { $0.recommends ? $0.recommendations : nil },
        .untrustedData
    )
}

/// Counts the parts of a long call that are done.
private final class DoneCount: Sendable {
    private let count = Mutex(0)

    /// How many are done, this one included.
    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
