import HTTP
package import JSON
package import Upstream

/// A policy that an agent was assessed by (`GET /sca/{id}`).
package struct SCAPolicy: Sendable, Hashable {
    package let id: String
    package let name: String
    package let passed: Int
    package let failed: Int
    /// Checks that do not apply to the agent.
    package let notApplicable: Int
    package let total: Int
    /// Passed checks of those that apply, in percent.
    package let score: Int?
    package let scanned: String?

    package init(_ view: JSONView) throws(JSONError) {
        id = try view.text("policy_id")
        name = view.string("name") ?? ""
        passed = view["pass"]?.int ?? 0
        failed = view["fail"]?.int ?? 0
        notApplicable = view["invalid"]?.int ?? 0
        total = view["total_checks"]?.int ?? 0
        score = view["score"]?.int
        scanned = view.known("end_scan")
    }

    /// What ``init(_:)`` reads, so that the manager sends no more.
    static let fields = "policy_id,name,pass,fail,invalid,total_checks,score,end_scan"
}

/// One check of a policy, as it came out on an agent (`GET /sca/{id}/checks/{policy}`).
package struct SCACheck: Sendable, Hashable {
    /// How a check came out.
    package enum Outcome: String, Sendable, Hashable, CaseIterable {
        case passed, failed
        case notApplicable = "not applicable"
    }

    /// A requirement that a check covers.
    package struct Requirement: Sendable, Hashable {
        /// As the policy names it, for example `pci_dss_v4.0`.
        package let framework: String
        package let controls: [String]
    }

    package let id: Int
    package let title: String
    /// Nil where the agent sent none that is known.
    package let result: Outcome?
    /// Why it does not apply.
    package let reason: String?
    package let rationale: String?
    package let remediation: String?
    package let requirements: [Requirement]

    package init(_ view: JSONView) throws(JSONError) {
        id = try view.integer("id")
        title = view.string("title") ?? ""
        result = view.string("result").flatMap { Outcome(rawValue: $0) }
        reason = view.known("reason")
        rationale = view.known("rationale")
        remediation = view.known("remediation")
        var requirements: [Requirement] = []
        view["compliance"]?.forEachElement { entry in
            guard let framework = entry.known("key"), let value = entry.known("value") else { return }
            // Several controls stand in one string, with commas between.
            let controls = value.split(separator: ",").map { String($0.drop { $0 == " " }) }
            requirements.append(Requirement(framework: framework, controls: controls))
        }
        self.requirements = requirements
    }

    /// What ``init(_:)`` reads, so that the manager sends no more.
    static let fields = "\(fieldsWithoutTexts),title,reason,rationale,remediation"

    /// The same without what is for people.
    static let fieldsWithoutTexts = "id,result,compliance.key,compliance.value"
}

extension WazuhManager {
    /// The policies that an agent was assessed by, with how it did (`GET /sca/{id}`).
    package func scaPolicies(
        of id: AgentID, search: SearchText? = nil, page: Page = .all
    ) async throws(WazuhError) -> Paged<SCAPolicy> {
        var query = QueryItems()
        query.append("search", ifPresent: search)
        query.append("select", SCAPolicy.fields)
        query.append(page)
        let request = ManagerRequest("/sca/\(id)", query, permission: "sca:read")
        return try await assessments.answer(to: request.url, request.call) { () async throws(WazuhError) in
            try await client.items(request) { (view) throws(JSONError) in try SCAPolicy(view) }
        }
    }

    /// The checks of a policy on an agent (`GET /sca/{id}/checks/{policy}`).
    ///
    /// A policy that the agent does not have gives none, not an error. Without texts the checks have no title, no reason,
    /// rationale and remediation: most of what the manager sends.
    package func scaChecks(
        of id: AgentID, policy: PolicyID, result: SCACheck.Outcome? = nil, search: SearchText? = nil,
        page: Page = Page(), withTexts: Bool = true
    ) async throws(WazuhError) -> Paged<SCACheck> {
        var query = QueryItems()
        query.append("result", ifPresent: result?.rawValue)
        query.append("search", ifPresent: search)
        query.append("select", withTexts ? SCACheck.fields : SCACheck.fieldsWithoutTexts)
        query.append(page)
        let request = ManagerRequest("/sca/\(id)/checks/\(policy)", query, permission: "sca:read")
        return try await client.items(request) { (view) throws(JSONError) in try SCACheck(view) }
    }
}
