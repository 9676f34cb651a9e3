import Encodings
import MCP
import WazuhManager

let ruleTools: [WazuhTool] = [
    WazuhTool(
        "get_wazuh_rules_summary", title: "Summary of the rules",
        "Count the manager's detection rules by level, group and compliance framework, over all of them; filter by level or group.",
        .reads, scope: .read,
        .optional(Argument<Int>.integer("min_level", "Rules of this level or above.", in: 0...16)),
        .optional(Argument<Int>.integer("max_level", "Rules of this level or below.", in: 0...16)),
        .optional(Argument<String>.text("group", "Rules of this group, for example sshd.", longest: 128)),
        .integer("top", "How many groups to name.", in: 1...200, default: 20)
    ) { wazuh, least, most, group, top in
        if let least, let most, least > most { throw ToolInputError("min_level: must not be above max_level") }
        let rules = try await wazuh.manager.rulesForCounting()
        if rules.total == 0 { try await wazuh.requirePermission("rules:read", toShow: "rules") }
        let levels = (least ?? 0)...(most ?? 16)
        let kept = rules.items.filter { rule in levels.contains(rule.level) && rule.isOf(group) }
        return RuleSummary(of: kept, levels: levels, group: group, total: rules.total, top: top)
    }
]

/// The rules, counted.
struct RuleSummary: ToolOutput {
    let covers: String
    let total: Int
    let matching: Int
    let disabled: Int
    let byLevel: [NamedCount]
    let topGroups: [NamedCount]
    let groupCount: Int
    let byFramework: [NamedCount]
    let techniques: Int

    init(of rules: [Rule], levels: ClosedRange<Int>, group: String?, total: Int, top: Int) {
        var limits = levels == 0...16 ? [] : ["level \(levels.lowerBound) to \(levels.upperBound)"]
        if let group { limits.append("group \(group)") }
        covers = limits.joined(separator: ", ")
        self.total = total
        matching = rules.count
        disabled = rules.count { !$0.isEnabled }
        let counts = rules.reduce(into: [:]) { $0[$1.level, default: 0] += 1 }
        byLevel = counts.sorted { $0.key < $1.key }.map { NamedCount(name: "\($0.key)", count: $0.value) }
        let groups = NamedCount.counting(rules.lazy.flatMap(\.groups))
        topGroups = Array(groups.prefix(top))
        groupCount = groups.count
        byFramework = Rule.frameworks.map { framework in
            NamedCount(name: framework, count: rules.count { $0.requirements[framework] != nil })
        }
        techniques = Set(rules.lazy.flatMap(\.mitre).map { ExactText($0) }).count
    }

    static let structure = Structure<RuleSummary>(
        .init("total_rules") { $0.total },
        .init("matching_rules") { $0.matching },
        .init("covers", isListed: false) { $0.covers.isEmpty ? nil : $0.covers },
        .init("disabled_rules") { $0.disabled },
        .init("by_level") { $0.byLevel },
        .init("groups", "How many groups there are.") { $0.groupCount },
        .init("top_groups") { $0.topGroups },
        .init("by_framework", "Rules that carry a requirement of each framework.") { $0.byFramework },
        .init("mitre_techniques") { $0.techniques }
    )

    var text: String {
        let limits = covers.isEmpty ? "" : " of \(total) (\(covers))"
        return """
            \(matching) rules\(limits), \(disabled) of them disabled.
            By level: \(Self.list(byLevel))
            Groups (\(topGroups.count) of \(groupCount)): \(Self.list(topGroups))
            With a requirement of: \(Self.list(byFramework))
            ATT&CK techniques named: \(techniques)
            """
    }

    private static func list(_ counts: [NamedCount]) -> String {
        counts.isEmpty ? "none" : counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }
}

extension Rule {
    fileprivate func isOf(_ group: String?) -> Bool {
        group.map { group in groups.contains { $0.hasSameBytes(as: group) } } ?? true
    }
}
