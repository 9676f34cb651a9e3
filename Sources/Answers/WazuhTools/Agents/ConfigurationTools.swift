import JSON
import MCP
import Upstream
import WazuhManager
import Redaction

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
                groups.append(
                    GroupConfiguration(group: name, configuration: configuration.items.map(\.maskingNamedSecrets)))
            } catch {
                gaps.append("Group \(name): \(error)")
            }
        }
        var running: JSON?
        do throws(WazuhError) {
            running = try await wazuh.manager.agentConfiguration(of: id, section: section.section).maskingNamedSecrets
        } catch {
            gaps.append("Section \(section.rawValue): \(error)")
        }
        // A call that learned nothing is a failed call.
        guard running != nil || !groups.isEmpty else {
            let others = gaps.count > 2 ? ["\(gaps.count - 2) more groups could not be read either."] : []
            throw ToolFailure((gaps.prefix(1) + others + gaps.dropFirst().suffix(1)).joined(separator: "\n"))
        }
        return AgentConfiguration(
            agent: agent, section: section, running: running, groups: groups, remarks: Remarks(missing: gaps))
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
        .init("configuration") { $0.configuration.compactMap(\.object) }
    )
}

/// What an agent is configured to do.
struct AgentConfiguration: ToolOutput, Remarked {
    let agent: Agent
    let section: AgentSection
    let running: JSON?
    let groups: [GroupConfiguration]
    let remarks: Remarks
    private var depth = Self.deepest
    /// Where the text ends, in lines; nil where all stand.
    private var lastLine: Int?

    private static let deepest = 6

    init(agent: Agent, section: AgentSection, running: JSON?, groups: [GroupConfiguration], remarks: Remarks) {
        self.agent = agent
        self.section = section
        self.running = running
        self.groups = groups
        self.remarks = remarks
    }

    static let structure = Structure<AgentConfiguration>(
        .init("agent_id") { $0.agent.id.description },
        .init("agent_name") { $0.agent.name },
        .init("groups", "Shared configuration, in the order in which it applies.") { $0.groups },
        .init("section") { $0.section.rawValue },
        .init("running") { $0.runningObject },
        .missing()
    )

    /// A section that is a list stands under its name.
    private var runningObject: JSONObject? {
        running.map { running in running.object ?? JSONObject([(section.rawValue, running)]) }
    }

    static var canBeLong: Bool { true }

    var text: String {
        var lines = heading
        if let running { lines += ["Running, section \(section.rawValue):"] + Outline.lines(of: running, depth: depth) }
        for group in groups {
            lines.append("Group \(group.group):")
            lines +=
                group.configuration.isEmpty
                ? ["  (empty)"] : Outline.lines(of: .array(group.configuration), depth: depth)
        }
        if depth < Self.deepest { lines.insert(Self.folded, at: heading.count) }
        guard let lastLine, lastLine < lines.count else { return lines.joined(separator: "\n") }
        return (lines.prefix(lastLine) + ["(\(lines.count - lastLine) more lines)"]).joined(separator: "\n")
    }

    private var heading: [String] {
        let names = agent.groups.isEmpty ? "none" : agent.groups.joined(separator: ", ")
        return ["Agent \(agent.id) \(agent.name), groups: \(names)."] + remarks.missing.map { "Missing: \($0)" }
    }

    private static let folded =
        "Deeper levels are counted only; the structured content has them, or raise max_characters."

    func fitted(to limit: Int) -> Self {
        var shorter = self
        while shorter.text.unicodeScalars.count > limit, shorter.depth > 1 { shorter.depth -= 1 }
        guard shorter.text.unicodeScalars.count > limit else { return shorter }
        var room = limit - 40
        shorter.lastLine =
            shorter.text.split(separator: "\n").prefix { line in
                room -= line.unicodeScalars.count + 1
                return room >= 0
            }.count
        return shorter
    }
}
