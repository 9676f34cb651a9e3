import Encodings
import FoundationEssentials
import JSON
import SimulatedCompany

extension Endpoint {
    static let agents: [Endpoint] = [
        Endpoint(
            "/agents", .none,
            list
                + " agents_list status older_than os.platform os.version os.name manager version group node_name name ip"
                + " registerIP group_config_status",
            kinds: ["status": .list(.choice(SimulatedAgent.Status.allCases.map(\.rawValue)))]
        ) { call throws(ManagerError) in try call.agents() },
        Endpoint("/agents/summary/status", .none) { call in .data(call.statusSummary) },
        Endpoint("/agents/{agent_id}/config/{component}/{configuration}", .agent("agent:read")) {
            call throws(ManagerError) in
            try call.agentConfiguration()
        },
        Endpoint("/agents/{agent_id}/stats/{component}", .agent("agent:read")) { call in call.agentStatistics() },
        Endpoint("/groups/{group_id}/configuration", .none, "offset limit") { call throws(ManagerError) in
            let name = call.path("group_id")
            guard call.user.role.allows("group:read", on: ["group:id:\(name)"]) else {
                throw .permissionDenied("group:id")
            }
            guard let group = call.company.groups.first(where: { $0.name.hasSameBytes(as: name) }) else {
                throw .notFound(1710)
            }
            return .data(Configuration.ofGroup(group.name))
        },
    ]
}

extension Call {
    /// The agents the caller may see, as a table.
    private var visibleAgentTable: ItemTable {
        let table = data.agents(at: now)
        guard !user.role.allows("agent:read", on: ["agent:id:*"]) else { return table }
        let ids = Set(visibleAgents.map(\.id))
        return table.filtered { ids.contains($0["id"]?.string ?? "") }
    }

    /// The list of agents by the parameters.
    fileprivate func agents() throws(ManagerError) -> Answer {
        var table = visibleAgentTable
        var failed: [FailedItem] = []
        if let ids = parameters.list("agents_list") {
            let known = Set(ids.compactMap { company.agent($0.string)?.id })
            let unknown = Set(ids.filter { company.agent($0.string) == nil }.map(\.string)).sorted()
            if !unknown.isEmpty { failed.append(FailedItem(1701, ids: unknown.map(JSON.string))) }
            table = table.filtered { known.contains($0["id"]?.string ?? "") }
        }
        let conditions = agentConditions
        if !conditions.isEmpty { table = table.filtered { item in conditions.allSatisfy { $0(item) } } }
        return try list(
            table, "All selected agents information was returned", none: "No agents were returned",
            handled: ["status", "older_than", "version", "group"], failed: failed)
    }

    private var agentConditions: [(JSON) -> Bool] {
        var conditions: [(JSON) -> Bool] = []
        if let statuses = parameters.list("status") {
            conditions.append { statuses.contains(ExactText($0["status"]?.string ?? "")) }
        }
        if let group = parameters["group"] {
            conditions.append { $0["group"]?.array?.contains { $0.string?.hasSameBytes(as: group) ?? false } ?? false }
        }
        if let version = parameters["version"] {
            let number = version.utf8.split(separator: UInt8(ascii: " ")).last?.drop { $0 == UInt8(ascii: "v") }
            let wanted = "Wazuh v\(Substring(number ?? ""[...].utf8))"
            conditions.append { TextMatch.isEqual($0["version"]?.string ?? "", wanted) }
        }
        if let span = parameters["older_than"].flatMap(TimeSpan.seconds) {
            let limit = Timestamp.offset(now.addingTimeInterval(-Double(span)))
            conditions.append { ($0["lastKeepAlive"] ?? $0["dateAdd"])?.string ?? "" < limit }
        }
        return conditions
    }

    /// How many agents are in which state; the manager itself does not count.
    fileprivate var statusSummary: JSON {
        let agents = visibleAgents.filter { !$0.isManager }
        let count = { (status: SimulatedAgent.Status) in JSON.int(agents.count { $0.status == status }) }
        let synced = agents.count { $0.isConfigurationSynced }
        return [
            "connection": [
                "active": count(.active), "disconnected": count(.disconnected),
                "never_connected": count(.neverConnected), "pending": count(.pending), "total": .int(agents.count),
            ],
            "configuration": [
                "synced": .int(synced), "not_synced": .int(agents.count - synced), "total": .int(agents.count),
            ],
        ]
    }

    fileprivate func agentConfiguration() throws(ManagerError) -> Answer {
        guard let agent else { throw .notFound(1701) }
        guard agent.status == .active else { throw .badRequest(1740) }
        let component = path("component")
        let section = "\(component)/\(path("configuration"))"
        if let value = Configuration.section(section, of: agent, in: company) { return .data(value) }
        // What only a manager runs is no error of the request: the agent has no such daemon to ask.
        throw Configuration.isManagerOnly(component) ? .badRequest(1117) : .badRequest(1116, section)
    }

    fileprivate func agentStatistics() -> Answer {
        let message = "Statistical information for each agent was successfully read"
        let failure = "No statistical information was read from any agent"
        guard let agent else { return failedAgent(1701, failure) }
        guard agent.status == .active else { return failedAgent(1707, failure) }
        if path("component").hasSameBytes(as: "logcollector") {
            return .all([company.logcollectorStatistics(of: agent, at: now)], message)
        }
        guard !agent.isManager else { return failedAgent(1310, failure) }
        let last = JSON.string(Timestamp.zulu(agent.lastKeepAlive(at: now, built: company.now) ?? now))
        let sent = 1000 + (Int(agent.id) ?? 0) * 977
        let item: JSON = [
            "status": "connected", "last_keepalive": last, "last_ack": last, "msg_count": .int(sent / 3),
            "msg_sent": .int(sent), "msg_buffer": 0, "buffer_enabled": true,
        ]
        return .all([item], message)
    }
}
