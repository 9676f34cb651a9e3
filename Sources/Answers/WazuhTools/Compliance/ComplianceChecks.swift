import Encodings
import MCP
import Upstream
import WazuhManager

/// Checks of one requirement, over the agents that were looked at.
struct RequirementChecks: Structured {
    let requirement: String
    var passed = 0
    var failed = 0

    static let structure = Structure<RequirementChecks>(
        .init("requirement") { $0.requirement },
        .init("passed") { $0.passed },
        .init("failed") { $0.failed }
    )
}

/// How an agent's checks came out that bear on a framework.
struct AgentChecks: Structured {
    let agent: AgentID
    let name: String
    var passed = 0
    var failed = 0
    var notApplicable = 0
    /// Checks that do not name the framework.
    var unrelated = 0
    var requirements: [ExactText: RequirementChecks] = [:]

    static let structure = Structure<AgentChecks>(
        .init("agent_id") { $0.agent.description },
        .init("agent_name") { $0.name },
        .init("passed") { $0.passed },
        .init("failed") { $0.failed },
        .init("not_applicable") { $0.notApplicable }
    )

    init(_ agent: AgentID, name: String) {
        self.agent = agent
        self.name = name
    }

    mutating func add(_ check: SCACheck, for framework: Framework) {
        let names = framework.requirements(of: check)
        guard !names.isEmpty else {
            unrelated += 1
            return
        }
        switch check.result {
        case .passed: passed += 1
        case .failed: failed += 1
        case .notApplicable, nil: notApplicable += 1
        }
        guard check.result == .passed || check.result == .failed else { return }
        for name in names {
            var counts = requirements[name] ?? RequirementChecks(requirement: name.string)
            if check.result == .passed { counts.passed += 1 } else { counts.failed += 1 }
            requirements[name] = counts
        }
    }

    var words: String {
        "\(agent)\(name.isEmpty ? "" : " \(name)") \(passed) passed, \(failed) failed, \(notApplicable) not applicable"
    }
}

extension Framework {
    /// The requirements that a check names; by the mapping where the check does not name the framework itself.
    func requirements(of check: SCACheck) -> Set<ExactText> {
        let own = controls(of: check, checkKeys)
        guard own.isEmpty, let mapping else { return own }
        let controls = controls(of: check, Framework.nist.checkKeys).map { ControlMapping.control($0.string) }
        return Set(controls.flatMap(mapping.requirements).map { ExactText($0) })
    }

    private func controls(of check: SCACheck, _ keys: [String]) -> Set<ExactText> {
        let named = check.requirements.filter { requirement in
            keys.contains { requirement.framework.lowercased().hasPrefix($0) }
        }
        return Set(named.flatMap(\.controls).map { ExactText($0) })
    }
}

/// The agents whose checks were looked at.
struct FleetChecks: Sendable {
    /// How many agents are looked at without a choice of one: each costs the manager two requests or more.
    static let mostAgents = 10

    var agents: [AgentChecks] = []
    /// How many there are to look at.
    var candidates = 1
    /// Agents without any assessment.
    var unassessed: [String] = []
    var gaps: [String] = []

    mutating func add(_ checks: AgentChecks?, _ agent: AgentID) {
        if let checks { agents.append(checks) } else { unassessed.append(agent.description) }
    }
}
