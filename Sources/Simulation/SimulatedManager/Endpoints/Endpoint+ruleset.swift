import Encodings
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
        Endpoint("/rules/groups", .none, paging) { call throws(ManagerError) in try call.ruleGroups() },
        Endpoint("/lists/files/{filename}", .none) { call throws(ManagerError) in
            let name = call.path("filename")
            guard call.user.role.allows("lists:read", on: ["list:file:\(name)"]) else {
                throw .permissionDenied("list:file")
            }
            guard let list = ListFile.all.first(where: { $0.name.hasSameBytes(as: name) }) else {
                return .items(
                    [], total: 0, failed: [FailedItem(1802, ids: [.string(name)])], message: "No list was returned")
            }
            return .all([list.content], "CDB list was returned")
        },
    ]
}

extension Call {
    /// The rules the caller may see.
    /// - Throws: 403 since 4.14.5 for a caller who may read none; before, the list was empty.
    private func readableRules() throws(ManagerError) -> ItemTable {
        guard !user.role.allows("rules:read", on: ["rule:file:*"]) else { return ManagerData.rules }
        guard !isAtLeast("4.14.5") else { throw .permissionDenied("rule:file") }
        return ManagerData.rules.filtered { _ in false }
    }

    fileprivate func rules() throws(ManagerError) -> Answer {
        var table = try readableRules()
        var failed: [FailedItem] = []
        if let ids = parameters.list("rule_ids")?.compactMap({ Int($0.string) }) {
            table = table.filtered { ids.contains($0["id"]?.int ?? -1) }
            let found = Set(table.rows.compactMap { $0.value["id"]?.int })
            let missing = Set(ids).subtracting(found).sorted()
            if !missing.isEmpty { failed.append(FailedItem(1208, ids: missing.map(JSON.int))) }
        }
        let conditions = ruleConditions
        if !conditions.isEmpty { table = table.filtered { rule in conditions.allSatisfy { $0(rule) } } }
        let handled: Set<String> = parameters["status"]?.hasSameBytes(as: "all") == true ? ["status"] : []
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
        let has = { (values: JSON?, text: String) in
            values?.array?.contains { $0.string?.hasSameBytes(as: text) ?? false } ?? false
        }
        if let group = parameters["group"] { conditions.append { has($0["groups"], group) } }
        if let names = parameters.list("filename") {
            conditions.append { names.contains(ExactText($0["filename"]?.string ?? "")) }
        }
        // The one filter whose name is not its field's.
        if let control = parameters["nist-800-53"] { conditions.append { has($0["nist_800_53"], control) } }
        return conditions
    }

    /// The groups that rules are in, a list of plain strings.
    fileprivate func ruleGroups() throws(ManagerError) -> Answer {
        guard !(try readableRules()).rows.isEmpty else { return .all([], "No rule was returned") }
        var names = Set(SimulatedRule.all.flatMap(\.groups)).sorted()
        if let sort = parameters["sort"] {
            guard ["-", "+"].contains(where: { $0.hasSameBytes(as: sort) }) else {
                throw .badRequest(1403, "Allowed sort fields: none, the list is plain. Fields: \(sort)")
            }
            if sort.hasSameBytes(as: "-") { names.reverse() }
        }
        if let search = parameters["search"] {
            let isNegated = search.utf8.first == UInt8(ascii: "-")
            let needle = Array(TextMatch.fold(search).dropFirst(isNegated ? 1 : 0))
            names = names.filter { TextMatch.contains($0, folded: needle) != isNegated }
        }
        let page = names.dropFirst(parameters.number("offset") ?? 0).prefix(parameters.number("limit") ?? 500)
        return .items(
            page.map(\.jsonBytes), total: names.count, failed: [], message: "All groups in rules were returned")
    }
}
