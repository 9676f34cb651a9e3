import JSON
import SimulatedCompany

/// The configuration that a daemon runs with, as `…/config/{component}/{configuration}` asks for it; some of it is
/// secret, so that clients have something to redact.
enum Configuration {
    /// A section of some agents, such as `syscheck/rootcheck`.
    private struct Section: Sendable {
        let name: String
        /// `manager`, `agent` (any other), a family, a group, or empty for all.
        let owner: String
        let value: Template

        func isOf(_ agent: SimulatedAgent) -> Bool {
            switch owner {
            case "": true
            case "manager": agent.isManager
            case "agent": !agent.isManager
            default: agent.os?.family.rawValue == owner || agent.groups.contains(owner)
            }
        }
    }

    static let file = DataFile("configurations.tsv", PackageResources.configurations_tsv) { row throws(DataError) in
        (
            section: try row.text("section"), of: try row.text("of"),
            value: try row.convert("value", Template.init(cell:))
        )
    }
    private static let sections = file.values.map { Section(name: $0.section, owner: $0.of, value: $0.value) }

    /// A section as an agent runs it; nil when it has none of that name.
    static func section(_ name: String, of agent: SimulatedAgent, in company: SimulatedCompany) -> JSON? {
        guard let section = sections.first(where: { $0.name == name && $0.isOf(agent) }) else { return nil }
        let node = company.nodes.first { $0.name == agent.nodeName } ?? company.nodes[0]
        let values: [String: JSON] = ["server": .string(node.ip), "platform": .string(agent.os?.platform ?? "")]
        return section.value.filled { values[$0] }
    }

    /// Whether a component is one that only a manager has.
    static func isManagerOnly(_ component: String) -> Bool {
        let own = sections.filter { $0.name.hasPrefix("\(component)/") }
        return !own.isEmpty && own.allSatisfy { $0.owner == "manager" }
    }

    static let groupFile = DataFile("group_settings.tsv", PackageResources.group_settings_tsv) {
        row throws(DataError) in
        (group: try row.text("group"), config: try row.convert("config") { try? JSON(parsing: $0) })
    }

    /// What a group hands to its agents, as `GET /groups/{group_id}/configuration` shows it.
    static func ofGroup(_ name: String) -> JSON {
        let config = groupFile.values.first { $0.group == name }?.config ?? [:]
        return ["total_affected_items": 1, "affected_items": [["filters": [:], "config": config]]]
    }
}
