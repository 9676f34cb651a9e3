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

/// Which rules are asked for; what is nil does not matter.
package struct RuleFilter: Sendable, Hashable {
    package var ids: [Int] = []
    /// 0…16.
    package var levels: ClosedRange<Int>?
    package var group: String?
    package var search: SearchText?
    /// An ATT&CK technique id, such as `T1110`.
    package var mitre: String?
    /// Nil keeps enabled and disabled rules.
    package var isEnabled: Bool?

    package init() {}
}

extension WazuhManager {
    /// Rules (`GET /rules`).
    ///
    /// A user without `rules:read` gets none instead of an error before 4.14.5.
    package func rules(
        _ filter: RuleFilter = RuleFilter(), page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<Rule> {
        try await rules(filter, page: page, sort: sort, fields: nil)
    }

    /// Every rule, with no more of each than counting takes: id, level, groups, state, requirements; as it was a minute ago at
    /// the most.
    /// - Throws: ``WazuhError`` with the code `forbidden` when there is none because the user may not read them.
    package func rulesForCounting() async throws(WazuhError) -> Paged<Rule> {
        let call = ManagerRequest("/rules", permission: "rules:read").call
        return try await rulesets.answer(to: "all", call) { () async throws(WazuhError) in
            let fields = ["id", "level", "groups", "status", "mitre"] + Rule.frameworks
            let all = try await rules(RuleFilter(), page: .all, sort: nil, fields: fields.joined(separator: ","))
            // Before 4.14.5 a missing permission looks like an empty rule set.
            guard all.total == 0 else { return all }
            let isAllowed = try await policies().allows("rules:read")
            guard !isAllowed else { return all }
            throw WazuhError(
                .forbidden, .manager, call.endpoint, reason: "the API user may not read rules",
                advice: "Give the API user (WAZUH_USER) a role with the permission rules:read.")
        }
    }

    private func rules(
        _ filter: RuleFilter, page: Page, sort: SortOrder?, fields: String?
    ) async throws(WazuhError) -> Paged<Rule> {
        var query = QueryItems()
        if !filter.ids.isEmpty { query.append("rule_ids", filter.ids.map { String($0) }.joined(separator: ",")) }
        query.append(
            "level",
            ifPresent: filter.levels.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" })
        query.append("group", ifPresent: filter.group)
        query.append("search", ifPresent: filter.search)
        query.append("mitre", ifPresent: filter.mitre)
        query.append("status", filter.isEnabled.map { $0 ? "enabled" : "disabled" } ?? "all")
        query.append("select", ifPresent: fields)
        query.append("sort", ifPresent: sort)
        query.append(page)
        let request = ManagerRequest("/rules", query, permission: "rules:read")
        return try await client.items(request) { (view) throws(JSONError) in try Rule(view) }
    }
}
