package import JSON

/// A policy that an agent was assessed by (`GET /sca/{id}`).
package struct SCAPolicy: Sendable, Hashable {
    package let id: String
    package let name: String
    package let description: String?
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
        name = view["name"]?.string ?? ""
        description = view.known("description")
        passed = view["pass"]?.int ?? 0
        failed = view["fail"]?.int ?? 0
        notApplicable = view["invalid"]?.int ?? 0
        total = view["total_checks"]?.int ?? 0
        score = view["score"]?.int
        scanned = view.known("end_scan")
    }
}
