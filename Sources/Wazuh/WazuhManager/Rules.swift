import HTTP
package import JSON
package import Upstream

/// A detection rule (`GET /rules`); lists that were not selected are empty.
package struct Rule: Sendable, Hashable {
    package let id: Int
    /// 0…16.
    package let level: Int
    package let description: String
    package let groups: [String]
    package let isEnabled: Bool
    package let file: String?
    /// ATT&CK technique ids.
    package let mitre: [String]
    /// The requirements it covers, by framework as Wazuh names it: `pci_dss`, `gdpr`, `hipaa`, `nist_800_53`, `tsc`, `gpg13`.
    package let requirements: [String: [String]]

    package init(_ view: JSONView) throws(JSONError) {
        id = try view.integer("id")
        level = try view.integer("level")
        description = view.string("description") ?? ""
        groups = view["groups"]?.strings ?? []
        isEnabled = view.string("status") != "disabled"
        file = view.known("filename")
        mitre = view["mitre"]?.strings ?? []
        var requirements: [String: [String]] = [:]
        for framework in Self.frameworks {
            guard let controls = view[named: framework]?.strings, !controls.isEmpty else { continue }
            requirements[framework] = controls
        }
        self.requirements = requirements
    }

    /// The frameworks that rules carry requirements of.
    package static let frameworks = ["pci_dss", "gdpr", "hipaa", "nist_800_53", "tsc", "gpg13"]
}

extension WazuhManager {
    /// Every rule (`GET /rules`), with no more of each than counting takes: id, level, groups, state, requirements; as it was a
    /// minute ago at the most.
    /// - Throws: ``WazuhError`` with the code `forbidden` when there is none because the user may not read them.
    package func rulesForCounting() async throws(WazuhError) -> Paged<Rule> {
        let fields = ["id", "level", "groups", "status", "mitre"] + Rule.frameworks
        var query = QueryItems()
        query.append("status", "all")
        query.append("select", fields.joined(separator: ","))
        query.append(Page.all)
        let request = ManagerRequest("/rules", query, permission: "rules:read")
        return try await rulesets.answer(to: "all", request.call) { () async throws(WazuhError) in
            let all = try await client.items(request) { (view) throws(JSONError) in try Rule(view) }
            // Before 4.14.5 a missing permission looks like an empty rule set.
            guard all.total == 0 else { return all }
            let isAllowed = try await policies().allows("rules:read")
            guard !isAllowed else { return all }
            throw WazuhError(
                .forbidden, .manager, request.call.endpoint, reason: "the API user may not read rules",
                advice: "Give the API user (WAZUH_USER) a role with the permission rules:read.")
        }
    }
}
