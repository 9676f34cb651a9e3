import Encodings
package import MCP
import Upstream
package import WazuhManager

let assessmentTools: [WazuhTool] = [
    WazuhTool(
        "get_sca_policy_checks", title: "Configuration assessment",
        "List how an agent did in its security configuration assessment (SCA): its policies, or with policy_id the checks of one.",
        .reads, scope: .read,
        .agentID(), .optional(Argument<PolicyID>.policyID),
        .optional(Argument<SCACheck.Outcome>.choice("result", "Checks that came out so; needs policy_id.")),
        .optional(Argument<SearchText>.search("search", "With this text.")),
        .page(default: 20)
    ) { wazuh, id, policy, result, search, page in
        guard let policy else {
            if result != nil { throw ToolInputError("result: needs policy_id, which the list of policies gives") }
            let policies = try await wazuh.manager.scaPolicies(of: id, search: search, page: page.page)
            let items = Paged(
                items: policies.items.map { AssessmentItem.policy($0) }, total: policies.total,
                failed: policies.failed)
            return Listing(
                of: "policies", covers: AssessmentItem.words(id, nil, nil, search), items, page,
                notes: policies.total == 0 ? ["The agent has sent no assessment yet, or SCA is off there."] : [],
                isUntrusted: true)
        }
        let checks = try await wazuh.manager.scaChecks(
            of: id, policy: policy, result: result, search: search, page: page.page)
        if checks.total == 0 { try await wazuh.requirePolicy(policy, of: id) }
        let items = Paged(
            items: checks.items.map { AssessmentItem.check($0) }, total: checks.total, failed: checks.failed)
        return Listing(
            of: "checks", covers: AssessmentItem.words(id, policy, result, search), items, page, isUntrusted: true)
    }
]

extension Argument where Value == PolicyID {
    static var policyID: Self {
        .string(
            "policy_id", "Policy, for example cis_ubuntu22-04.", expected: "a policy id such as cis_ubuntu22-04",
            longest: 128
        ) { text in PolicyID(text) }
    }
}

extension WazuhContext {
    /// - Throws: ``ToolFailure`` that names the agent's policies when this is none: the manager answers with no checks.
    fileprivate func requirePolicy(_ policy: PolicyID, of id: AgentID) async throws {
        let known = try await manager.scaPolicies(of: id, page: .all).items.map(\.id)
        guard !known.contains(where: policy.description.hasSameBytes) else { return }
        let names = known.isEmpty ? "none" : known.joined(separator: ", ")
        throw ToolFailure("Agent \(id) has no policy \(policy); it has \(names).")
    }
}

/// A policy of an agent, or one of its checks.
enum AssessmentItem: ListItem {
    case policy(SCAPolicy)
    case check(SCACheck)

    private var policy: SCAPolicy? { if case .policy(let policy) = self { policy } else { nil } }
    private var check: SCACheck? { if case .check(let check) = self { check } else { nil } }

    static let structure = Structure<AssessmentItem>(
        .init("policy_id") { $0.policy?.id },
        .init("name") { $0.policy?.name },
        .init("score_percent") { $0.policy?.score },
        .init("passed") { $0.policy?.passed },
        .init("failed") { $0.policy?.failed },
        .init("not_applicable") { $0.policy?.notApplicable },
        .init("scanned") { $0.policy?.scanned },
        .init("check_id") { $0.check?.id },
        .init("title") { $0.check?.title },
        .init("result") { $0.check.map { $0.result?.rawValue ?? "unknown" } },
        .init("reason") { $0.check?.reason },
        .init("rationale") { $0.check?.rationale },
        .init("remediation") { $0.check?.remediation },
        .init("requirements") { $0.check?.requirements }
    )

    static func words(_ id: AgentID, _ policy: PolicyID?, _ result: SCACheck.Outcome?, _ search: SearchText?) -> String
    {
        var words = ["agent \(id)"]
        if let policy { words.append("policy \(policy)") }
        if let result { words.append(result.rawValue) }
        if let search { words.append("containing \"\(search)\"") }
        return words.joined(separator: ", ")
    }

    func add(to text: inout TextWriter) {
        switch self {
        case .policy(let policy):
            text.add(
                "\(policy.id): score \(policy.score.map { "\($0) %" } ?? "unknown"), \(policy.passed) passed, "
                    + "\(policy.failed) failed, \(policy.notApplicable) not applicable of \(policy.total); \(policy.name)"
            )
            text.add("; scanned ", ifPresent: policy.scanned)
        case .check(let check):
            text.add("\(check.id) \(check.result?.rawValue ?? "unknown"): \(check.title)")
            if check.result == .notApplicable { text.add("; ", ifPresent: check.reason) }
            if check.result == .failed, let remediation = check.remediation {
                let shown = remediation.beginning(scalars: 160)
                text.add("; remedy: ", shown)
                if shown.utf8.count < remediation.utf8.count { text.add("…") }
            }
        }
    }
}

extension SCACheck.Requirement: Structured {
    package static let structure = Structure<SCACheck.Requirement>(
        .init("framework") { $0.framework },
        .init("controls") { $0.controls }
    )
}
