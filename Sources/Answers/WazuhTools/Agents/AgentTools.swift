import MCP
import Upstream
import WazuhManager

let agentTools: [WazuhTool] = [
    WazuhTool(
        "get_wazuh_running_agents", title: "Running agents",
        "List the agents that are connected now. For other states use get_wazuh_agents.",
        .reads, scope: .read,
        .page()
    ) { wazuh, page in
        var filter = AgentFilter()
        filter.statuses = [.active]
        let agents = try await wazuh.manager.agents(filter, page: page.page)
        if agents.total == 0 { try await wazuh.requirePermission("agent:read", toShow: "agents") }
        return Listing(of: "agents", covers: "status active", agents, page)
    },
    WazuhTool(
        "get_wazuh_agents", title: "Agents",
        "List agents with state, operating system, version and groups, filtered as asked. The manager itself (000) is not counted.",
        .reads, scope: .read,
        .agentSelection, .page()
    ) { wazuh, filter, page in
        let agents = try await wazuh.manager.agents(filter, page: page.page)
        if agents.total == 0 { try await wazuh.requirePermission("agent:read", toShow: "agents") }
        return Listing(of: "agents", covers: filter.words, agents, page)
    },
    WazuhTool(
        "check_agent_health", title: "Agent health",
        "Tell whether one agent is connected, current and in sync, and why not if it is not.",
        .reads, scope: .read,
        .agentID()
    ) { wazuh, id in
        async let version = wazuh.part("manager version") { try await wazuh.manager.apiInformation().version }
        let agent = try await wazuh.manager.agent(id)
        let statistics =
            agent.status == .active && !id.isManager
            ? await wazuh.part("event counts") { try await wazuh.manager.agentStatistics(of: id) } : nil
        return AgentHealth(agent, statistics, managerVersion: await version, now: wazuh.now())
    },
]

extension Argument where Value == AgentFilter {
    /// Which agents a list is about.
    static var agentSelection: Self {
        .group(
            .optional(Argument<Agent.Status>.choice("status", "Agents in this state only.")),
            .optional(Argument<AgentID>.agentID("This agent only.")),
            .optional(Argument<String>.text("name", "The agent of exactly this name.", longest: 128)),
            .optional(
                Argument<GroupName>.string(
                    "group", "Agents of this group.", expected: "the name of a group", longest: 128
                ) { text in
                    GroupName(text)
                }),
            .optional(
                Argument<String>.text(
                    "os_platform", "Agents on this platform, for example ubuntu, windows or darwin.", longest: 64)),
            .optional(Argument<String>.text("version", "Agents of this version, for example 4.12.0.", longest: 32)),
            .optional(Argument<SearchText>.search("search", "Agents with this text in any field."))
        ) { status, id, name, group, platform, version, search in
            var filter = AgentFilter()
            filter.statuses = status.map { [$0] } ?? []
            filter.ids = id.map { [$0] } ?? []
            // Who asks for the manager by its id means it.
            filter.includesManager = id?.isManager ?? false
            filter.name = name
            filter.group = group
            filter.platform = platform
            filter.version = version
            filter.search = search
            return filter
        }
    }
}

extension AgentFilter {
    /// What the filter keeps, in words; empty for everything.
    var words: String {
        var words: [String] = statuses.map { "status \($0.rawValue)" } + ids.map { "id \($0)" }
        if let name { words.append("name \(name)") }
        if let group { words.append("group \(group)") }
        if let platform { words.append("platform \(platform)") }
        if let version { words.append("version \(version)") }
        if let search { words.append("containing \"\(search)\"") }
        return words.joined(separator: ", ")
    }
}
