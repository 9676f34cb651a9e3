import Encodings
import MCP
import Upstream
import WazuhIndexer

/// What alerts and configuration checks say about a framework, and what is missing.
struct ComplianceReport: ToolOutput, Remarked {
    let framework: Framework
    let filter: AlertFilter
    let alerts: ComplianceAlerts?
    let fleet: FleetChecks?
    let requirements: [RequirementChecks]
    let top: Int
    let remarks: Remarks

    init(
        framework: Framework, filter: AlertFilter, alerts: Result<ComplianceAlerts, any Error>,
        checks: Result<FleetChecks, any Error>, top: Int
    ) {
        self.framework = framework
        self.filter = filter
        self.top = top
        var missing: [String] = []
        switch alerts {
        case .success(let alerts):
            self.alerts = alerts
            missing += alerts.gaps
        case .failure(let error):
            self.alerts = nil
            missing.append("Alerts are missing: \(Self.explain(error))")
        }
        switch checks {
        case .success(let fleet):
            self.fleet = fleet
            missing += Self.gaps(fleet, framework)
        case .failure(let error):
            fleet = nil
            missing.append("Configuration checks are missing: \(Self.explain(error))")
        }
        remarks = Remarks(missing: missing)
        var counts: [ExactText: RequirementChecks] = [:]
        for (name, own) in (fleet?.agents ?? []).flatMap({ Array($0.requirements) }) {
            var sum = counts[name] ?? RequirementChecks(requirement: name.string)
            sum.passed += own.passed
            sum.failed += own.failed
            counts[name] = sum
        }
        requirements = counts.values.sorted {
            ($1.failed, ExactText($0.requirement)) < ($0.failed, ExactText($1.requirement))
        }
    }

    private static func explain(_ error: any Error) -> String {
        switch error {
        case let error as WazuhError: error.description
        case let error as ToolFailure: error.description
        default: "the server's log says more"
        }
    }

    private static func gaps(_ fleet: FleetChecks, _ framework: Framework) -> [String] {
        var gaps = fleet.gaps
        let looked = fleet.agents.count + fleet.unassessed.count
        if looked < fleet.candidates {
            gaps.append(
                "Checks of \(looked) of \(fleet.candidates) active agents were looked at; use agent_id for others.")
        }
        if !fleet.unassessed.isEmpty {
            gaps.append("Without any assessment: agents \(fleet.unassessed.joined(separator: ", ")).")
        }
        let related = fleet.agents.reduce(0) { $0 + $1.passed + $1.failed + $1.notApplicable }
        if related == 0, !fleet.agents.isEmpty {
            gaps.append("No check of these agents' policies names \(framework.rawValue).")
        }
        return gaps
    }

    private var failed: [RequirementChecks] { Array(requirements.filter { $0.failed > 0 }.prefix(top)) }

    static let structure = Structure<ComplianceReport>(
        .init("framework") { $0.framework.rawValue },
        .init("covers", isListed: false) { $0.filter.words },
        .init("mapping_source") { $0.framework.mapping?.source },
        .init("alerts") { $0.alerts },
        .init("agents_examined") { $0.fleet?.agents },
        .init("active_agents") { $0.fleet?.candidates },
        .init("checks_unrelated") { report in
            report.fleet.map { $0.agents.reduce(0) { $0 + $1.unrelated } }
        },
        .init("failed_requirements") { $0.failed },
        .missing()
    )

    var text: String {
        var lines = ["\(framework.rawValue), indications only (\(filter.words)); Wazuh cannot tell whether it is met."]
        if let mapping = framework.mapping { lines.append("Mapping: \(mapping.source).") }
        lines += alerts?.lines ?? []
        lines += checkLines
        if !remarks.missing.isEmpty { lines += ["Missing:"] + remarks.missing.map { "  \($0)" } }
        return lines.joined(separator: "\n")
    }

    private var checkLines: [String] {
        guard let fleet, !fleet.agents.isEmpty else { return [] }
        let sums = fleet.agents.reduce(into: (passed: 0, failed: 0, other: 0, unrelated: 0)) { sums, agent in
            sums.passed += agent.passed
            sums.failed += agent.failed
            sums.other += agent.notApplicable
            sums.unrelated += agent.unrelated
        }
        var lines = [
            "Configuration checks of \(fleet.agents.count) of \(fleet.candidates) "
                + "\(filter.agent == nil ? "active agents" : "agent"), latest assessment: \(sums.passed) passed, "
                + "\(sums.failed) failed, \(sums.other) not applicable"
                + (sums.unrelated == 0 ? "." : "; \(sums.unrelated) others do not name it.")
        ]
        if fleet.agents.count > 1 { lines.append("By agent: \(fleet.agents.map(\.words).joined(separator: "; ")).") }
        if !failed.isEmpty {
            let words = failed.map { "\($0.requirement) \($0.failed) failed (\($0.passed) passed)" }
            let all = requirements.count { $0.failed > 0 }
            let more = all > failed.count ? "; \(all - failed.count) more with a larger top" : ""
            lines.append("Requirements with failed checks: \(words.joined(separator: ", "))\(more).")
        }
        return lines
    }
}
