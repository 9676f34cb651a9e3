package import JSON

/// One check of a policy, as it came out on an agent (`GET /sca/{id}/checks/{policy}`).
package struct SCACheck: Sendable, Hashable {
    /// How a check came out.
    package enum Result: String, Sendable, Hashable, CaseIterable {
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
    package let result: Result?
    /// Why it does not apply.
    package let reason: String?
    package let description: String?
    package let rationale: String?
    package let remediation: String?
    package let requirements: [Requirement]

    package init(_ view: JSONView) throws(JSONError) {
        id = try view.integer("id")
        title = view["title"]?.string ?? ""
        result = view["result"]?.string.flatMap { Result(rawValue: $0) }
        reason = view.known("reason")
        description = view.known("description")
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
}
