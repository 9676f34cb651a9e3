import JSON
import SimulatedCompany

extension Endpoint {
    static let ruleset: [Endpoint] = [
        Endpoint(
            "/rules", .none,
            list
                + " rule_ids status group level filename relative_dirname pci_dss gdpr gpg13 hipaa nist-800-53 tsc mitre",
            kinds: ["status": .choice(["enabled", "disabled", "all"]), "group": .alphanumeric]
        ) { call throws(ManagerError) in try call.rules() },
        Endpoint("/rules/groups", .none, paging) { call throws(ManagerError) in
            try call.names("All groups in rules were returned") { $0.groups }
        },
        Endpoint("/rules/requirement/{requirement}", .none, paging) { call throws(ManagerError) in
            let requirement = call.path("requirement")
            return try call.names("All selected rules were returned") { $0.values(of: requirement) }
        },
        Endpoint(
            "/rules/files", .none, list + " relative_dirname filename status",
            kinds: ["status": .choice(["enabled", "disabled", "all"])]
        ) { call throws(ManagerError) in
            let isAllowed = call.user.role.allows("rules:read", on: ["rule:file:*"])
            let table = call.data.table("rule files") { ItemTable(SimulatedRule.files(of: call.data.ruleset)) }
            let names = call.parameters.list("filename")
            return try call.list(
                table.filtered { isAllowed && names?.contains($0["filename"]?.string ?? "") ?? true },
                "All rule files were returned", none: "No rule files were returned",
                handled: call.parameters["status"] == "all" ? ["status", "filename"] : ["filename"])
        },
    ]
}

extension Call {
    /// The rules the caller may see.
    /// - Throws: 403 since 4.14.5 for a caller who may read none; before, the list was empty.
    private func readableRules() throws(ManagerError) -> ItemTable {
        guard !user.role.allows("rules:read", on: ["rule:file:*"]) else { return data.rules }
        guard !VersionOrder.isAtLeast(version, "4.14.5") else { throw .permissionDenied("rule:file") }
        return data.rules.filtered { _ in false }
    }

    fileprivate func rules() throws(ManagerError) -> Answer {
        var table = try readableRules()
        var failed: [FailedItem] = []
        if let ids = parameters.list("rule_ids")?.compactMap({ Int($0) }) {
            table = table.filtered { ids.contains($0["id"]?.int ?? -1) }
            let found = Set(table.rows.compactMap { $0.value["id"]?.int })
            let missing = Set(ids).subtracting(found).sorted()
            if !missing.isEmpty { failed.append(FailedItem(1208, ids: missing.map(JSON.int))) }
        }
        let conditions = ruleConditions
        if !conditions.isEmpty { table = table.filtered { rule in conditions.allSatisfy { $0(rule) } } }
        let handled: Set<String> = parameters["status"] == "all" ? ["status"] : []
        return try list(
            table, "All selected rules were returned", none: "No rule was returned",
            handled: handled.union(["level", "group", "filename"]), failed: failed)
    }

    private var ruleConditions: [(JSON) -> Bool] {
        var conditions: [(JSON) -> Bool] = []
        if let level = parameters["level"] {
            let bounds = level.split(separator: "-").compactMap { Int($0) }
            let range = (bounds.first ?? 0)...max(bounds.first ?? 0, bounds.last ?? 16)
            conditions.append { range.contains($0["level"]?.int ?? -1) }
        }
        if let group = parameters["group"] {
            conditions.append { $0["groups"]?.array?.contains(.string(group)) ?? false }
        }
        if let names = parameters.list("filename") {
            conditions.append { names.contains($0["filename"]?.string ?? "") }
        }
        // The one filter whose name is not its field's.
        if let control = parameters["nist-800-53"] {
            conditions.append { $0["nist_800_53"]?.array?.contains(.string(control)) ?? false }
        }
        return conditions
    }

    /// The distinct values that rules have, a list of plain strings.
    fileprivate func names(_ message: String, _ values: (SimulatedRule) -> [String]) throws(ManagerError) -> Answer {
        guard !(try readableRules()).rows.isEmpty else { return .all([], "No rule was returned") }
        var names = Set(data.ruleset.flatMap(values)).sorted()
        if let sort = parameters["sort"] {
            guard sort == "-" || sort == "+" else {
                throw .badRequest(1403, "Allowed sort fields: none, the list is plain. Fields: \(sort)")
            }
            if sort == "-" { names.reverse() }
        }
        if let search = parameters["search"] {
            let isNegated = search.hasPrefix("-")
            let needle = TextMatch.fold(isNegated ? String(search.dropFirst()) : search)
            names = names.filter { TextMatch.contains($0, folded: needle) != isNegated }
        }
        let page = names.dropFirst(parameters.number("offset") ?? 0).prefix(parameters.number("limit") ?? 500)
        return .items(page.map(\.jsonBytes), total: names.count, failed: [], message: message)
    }
}

extension SimulatedRule {
    fileprivate func values(of requirement: String) -> [String] {
        let standard = requirement == "nist-800-53" ? "nist_800_53" : requirement
        return compliance.standards.first { $0.standard == standard }?.values ?? mitre
    }

    fileprivate static func files(of rules: [SimulatedRule]) -> [JSON] {
        Dictionary(grouping: rules, by: \.filename).sorted { $0.key < $1.key }.map { name, rules in
            ["filename": .string(name), "relative_dirname": .string(rules[0].directory), "status": "enabled"]
        }
    }
}
