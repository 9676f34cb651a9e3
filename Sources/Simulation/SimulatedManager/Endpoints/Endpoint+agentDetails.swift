import FoundationEssentials
import SimulatedCompany
import JSON

extension Endpoint {
    static let agentDetails: [Endpoint] = [
        Endpoint("/agents/{agent_id}/config/{component}/{configuration}", .agent("agent:read")) {
            call throws(ManagerError) in
            try call.agentConfiguration()
        },
        Endpoint(
            "/agents/{agent_id}/stats/{component}", .agent("agent:read"),
            kinds: ["component": .choice(["logcollector", "agent"])]
        ) { call in call.agentStatistics() },
        Endpoint(
            "/agents/{agent_id}/daemons/stats", .agent("agent:read"), "daemons_list",
            kinds: ["daemons_list": .list(.choice(["wazuh-analysisd", "wazuh-remoted"]))]
        ) { call in call.agentDaemons() },
        Endpoint("/agents/{agent_id}/group/is_sync", .agent("agent:read")) { call in
            guard let agent = call.agent else { return call.failedAgent(1701, "No sync info was returned") }
            guard !agent.isManager else { return call.failedAgent(1703, "No sync info was returned") }
            return .all(
                [["id": .string(agent.id), "synced": .bool(agent.isConfigurationSynced)]],
                "Sync info was returned for all selected agents")
        },
        Endpoint("/agents/{agent_id}/key", .agent("agent:read")) { call in
            guard let agent = call.agent else { return call.failedAgent(1701, "No keys were obtained") }
            guard !agent.isManager else { return call.failedAgent(1703, "No keys were obtained") }
            var random = SeededGenerator(seed: call.company.seed, part: "key \(agent.id)")
            return .all(
                [["id": .string(agent.id), "key": .string(random.hex(88))]], "Obtained keys for all selected agents")
        },
        Endpoint(
            "/agents/upgrade_result", .none,
            "agents_list q os.platform os.version os.name manager version group node_name name ip registerIP"
        ) { call in
            let ids = call.parameters.list("agents_list") ?? []
            let failed = ids.isEmpty ? [] : [FailedItem(1813, ids: ids.map(JSON.string))]
            return .items([], total: 0, failed: failed, message: "No upgrade task was returned")
        },
    ]
}

extension Call {
    fileprivate func agentConfiguration() throws(ManagerError) -> Answer {
        guard let agent else { throw .notFound(1701) }
        guard agent.status == .active else { throw .badRequest(1740) }
        let component = path("component")
        let configuration = path("configuration")
        if let value = ActiveConfiguration.of(component, configuration, agent: agent, company: company) {
            return .data(value)
        }
        // What only a manager runs is no error of the request: the agent has no such daemon to ask.
        throw ActiveConfiguration.managerOnly.contains(component)
            ? .badRequest(1117) : .badRequest(1116, "\(component)/\(configuration)")
    }

    fileprivate func agentStatistics() -> Answer {
        let message = "Statistical information for each agent was successfully read"
        let failure = "No statistical information was read from any agent"
        guard let agent else { return failedAgent(1701, failure) }
        guard agent.status == .active else { return failedAgent(1707, failure) }
        if path("component") == "logcollector" {
            return .all([company.logcollectorStatistics(of: agent, at: now)], message)
        }
        guard !agent.isManager else { return failedAgent(1310, failure) }
        let last = JSON.string(Timestamp.zulu(agent.lastKeepAlive(at: now, built: company.now) ?? now))
        let sent = 1000 + (Int(agent.id) ?? 0) * 977
        return .all(
            [
                [
                    "status": "connected", "last_keepalive": last, "last_ack": last, "msg_count": .int(sent / 3),
                    "msg_sent": .int(sent), "msg_buffer": 0, "buffer_enabled": true,
                ]
            ], message)
    }

    fileprivate func agentDaemons() -> Answer {
        let failure = "No statistical information was read"
        guard let agent else { return failedAgent(1701, failure) }
        guard !agent.isManager else { return failedAgent(1703, failure) }
        guard agent.status == .active else { return failedAgent(1707, failure) }
        let names = parameters.list("daemons_list") ?? ["wazuh-remoted", "wazuh-analysisd"]
        let items = names.map { company.agentDaemon($0, of: agent, at: now) }
        return .all(items, "Statistical information for each daemon was successfully read")
    }
}
