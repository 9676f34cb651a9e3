import JSON
import MCP
import Wazuh

let configurationTools: [WazuhTool] = [
    WazuhTool(
        "get_agent_configuration", title: "Configuration of an agent",
        """
        Show what an agent is configured to do: the configuration of its groups and, for a connected agent, one section \
        as the agent runs it now. Secrets are masked.
        """,
        .reads, scope: .read,
        .agentID(),
        .choice("section", "Section to read from the running agent.", default: AgentSection.syscheck)
    ) { wazuh, id, section in
        let agent = try await wazuh.manager.agent(id)
        var gaps: [String] = []
        var groups: [GroupConfiguration] = []
        for name in agent.groups {
            guard let group = GroupName(name) else { continue }
            do throws(WazuhError) {
                let configuration = try await wazuh.manager.configuration(of: group, page: .all)
                groups.append(GroupConfiguration(group: name, configuration: configuration.items))
            } catch {
                gaps.append("Group \(name): \(error)")
            }
        }
        var running: JSON?
        do throws(WazuhError) {
            running = try await wazuh.manager.agentConfiguration(of: id, section: section.section)
        } catch {
            gaps.append("Section \(section.rawValue): \(error)")
        }
        // A call that learned nothing is a failed call.
        guard running != nil || !groups.isEmpty else { throw ToolFailure(gaps.joined(separator: "\n")) }
        return AgentConfiguration(agent: agent, section: section, running: running, groups: groups, gaps: gaps)
    }
]

/// The sections of a running agent's configuration.
enum AgentSection: String, CaseIterable {
    case client, buffer, labels, localfile, syscheck, rootcheck, wmodules
    case activeResponse = "active-response"

    var section: ConfigurationSection { Self.sections[self] ?? ConfigurationSection.ofAgents[0] }

    private static let components: [AgentSection: String] = [
        .client: "agent", .buffer: "agent", .labels: "agent", .localfile: "logcollector", .syscheck: "syscheck",
        .rootcheck: "syscheck", .wmodules: "wmodules", .activeResponse: "com",
    ]

    private static let sections: [AgentSection: ConfigurationSection] = components.reduce(into: [:]) {
        sections, entry in
        sections[entry.key] = ConfigurationSection(component: entry.value, configuration: entry.key.rawValue)
    }
}

/// The shared configuration of one group.
struct GroupConfiguration: Structured {
    let group: String
    let configuration: [JSON]

    static let structure = Structure<GroupConfiguration>(
        .init("group") { $0.group },
        .init("configuration", "The parts of the group's agent.conf.") { $0.configuration.compactMap(\.object) }
    )
}

/// What an agent is configured to do.
struct AgentConfiguration: ToolOutput {
    let agent: Agent
    let section: AgentSection
    let running: JSON?
    let groups: [GroupConfiguration]
    let gaps: [String]
    var depth = 6

    static let structure = Structure<AgentConfiguration>(
        .init("agent_id") { $0.agent.id.description },
        .init("agent_name") { $0.agent.name },
        .init("groups", "Shared configuration, in the order in which it applies.") { $0.groups },
        .init("section", "Which section was read from the running agent.") { $0.section.rawValue },
        .init("running", "The section as the agent runs it.") { $0.running?.object },
        .init("missing", "What could not be read, and why.") { $0.gaps.isEmpty ? nil : $0.gaps }
    )

    static var canBeLong: Bool { true }

    var text: String {
        var lines = ["Agent \(agent.id) \(agent.name), groups: \(agent.groups.joined(separator: ", "))."]
        lines += gaps.map { "Missing: \($0)" }
        if let running { lines += ["Running, section \(section.rawValue):"] + Outline.lines(of: running, depth: depth) }
        for group in groups {
            lines.append("Group \(group.group):")
            lines +=
                group.configuration.isEmpty
                ? ["  (empty)"] : Outline.lines(of: .array(group.configuration), depth: depth)
        }
        return lines.joined(separator: "\n")
    }

    func fitted(to limit: Int) -> Self {
        var shorter = self
        while shorter.text.count > limit, shorter.depth > 1 { shorter.depth -= 1 }
        return shorter
    }
}
