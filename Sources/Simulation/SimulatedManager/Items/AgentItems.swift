import FoundationEssentials
import SimulatedCompany
import JSON

extension SimulatedAgent {
    /// What `select`, `sort` and `q` may name.
    static let fields = [
        "id", "name", "ip", "status", "os.name", "os.version", "os.platform", "version", "manager", "dateAdd", "group",
        "mergedSum", "configSum", "os.codename", "os.major", "os.minor", "os.uname", "os.arch", "os.build", "node_name",
        "lastKeepAlive", "registerIP", "disconnection_time", "group_config_status", "status_code",
    ]
}

extension SimulatedOS {
    func json(host: String) -> JSON {
        var os: JSONObject = ["arch": .string(architecture)]
        os["build"] = build.map(JSON.string)
        os["codename"] = codename.map(JSON.string)
        os["major"] = .string(major)
        os["minor"] = minor.map(JSON.string)
        os["name"] = .string(name)
        os["platform"] = .string(platform)
        os["uname"] = .string(uname(host: host))
        os["version"] = .string(version)
        return .object(os)
    }
}

extension SimulatedCompany {
    /// An agent as `GET /agents` shows it.
    func item(of agent: SimulatedAgent, at now: Date) -> JSON {
        var item: JSONObject = [:]
        item["os"] = agent.os?.json(host: agent.name)
        item["ip"] = .string(agent.ip)
        item["status_code"] = .int(agent.statusCode)
        item["status"] = .string(agent.status.rawValue)
        if !agent.groups.isEmpty { item["group"] = .list(agent.groups) }
        item["name"] = .string(agent.name)
        item["dateAdd"] = .string(Timestamp.offset(agent.addedAt))
        item["id"] = .string(agent.id)
        item["mergedSum"] = agent.mergedSum.map(JSON.string)
        item["registerIP"] = .string(agent.registerIP)
        // The manager is never late: its keep-alive lies in the year 9999.
        item["lastKeepAlive"] =
            agent.isManager
            ? "9999-12-31T23:59:59+00:00"
            : agent.lastKeepAlive(at: now, built: self.now).map { .string(Timestamp.offset($0)) }
        item["disconnection_time"] = agent.disconnectedAt.map { .string(Timestamp.offset($0)) }
        item["version"] = agent.version.map(JSON.string)
        item["group_config_status"] = agent.isConfigurationSynced ? "synced" : "not synced"
        item["node_name"] = .string(agent.nodeName)
        if agent.mergedSum != nil { item["configSum"] = .string(groups[2].configSum) }
        if agent.status != .neverConnected { item["manager"] = .string(managerName) }
        return .object(item)
    }
}
