import FoundationEssentials
import SimulatedCompany
import JSON

extension Endpoint {
    private static let statuses = ParameterKind.list(.choice(SimulatedAgent.Status.allCases.map(\.rawValue)))

    static let agents: [Endpoint] = [
        Endpoint(
            "/agents", .none,
            list
                + " agents_list status older_than os.platform os.version os.name manager version group node_name name ip"
                + " registerIP group_config_status",
            kinds: ["status": statuses]
        ) { call throws(ManagerError) in try call.agents(in: nil) },
        Endpoint("/groups/{group_id}/agents", .none, list + " status", kinds: ["status": statuses]) {
            call throws(ManagerError) in
            let group = try call.group()
            return try call.agents(in: group.name)
        },
        Endpoint("/agents/no_group", .none, "offset limit select sort search q") { call throws(ManagerError) in
            let table = call.visibleAgentTable { $0["group"] == nil && $0["id"] != "000" }
            return try call.list(table, "All selected agents information was returned", none: "No agent was returned")
        },
        Endpoint("/agents/outdated", .none, "offset limit select sort search q") { call throws(ManagerError) in
            let current = JSON.string("Wazuh v\(call.version)")
            let table = call.visibleAgentTable { $0["version"] != nil && $0["version"] != current }
            return try call.list(
                table, "All selected agents information was returned", none: "No agents information was returned")
        },
        Endpoint("/agents/stats/distinct", .none, "fields offset limit sort search q") { call throws(ManagerError) in
            try call.distinctAgents()
        },
        Endpoint("/agents/summary/os", .none) { call in
            let platforms = Set(call.visibleAgents.compactMap { $0.isManager ? nil : $0.os?.platform }).sorted()
            return .all(platforms.map(JSON.string), "Showing the operative system of all specified agents")
        },
        Endpoint("/agents/summary/status", .none) { call in .data(call.statusSummary) },
        Endpoint("/agents/summary", .none, "agents_list", since: "4.13.0") { call in .data(call.summary) },
        Endpoint("/agents/uninstall", .action("agent:uninstall"), since: "4.10.0") { _ in
            .message("User has permission to uninstall agents")
        },
    ]
}

extension Call {
    /// The agents the caller may see that meet a condition, as a table.
    func visibleAgentTable(_ isIncluded: (JSON) -> Bool) -> ItemTable { visibleAgentTable.filtered(isIncluded) }

    private var visibleAgentTable: ItemTable {
        let table = data.agents(at: now)
        guard !user.role.allows("agent:read", on: ["agent:id:*"]) else { return table }
        let ids = Set(visibleAgents.map(\.id))
        return table.filtered { ids.contains($0["id"]?.string ?? "") }
    }

    /// The list of agents, of one group or of all, by the parameters.
    func agents(in group: String?) throws(ManagerError) -> Answer {
        var table = visibleAgentTable
        var failed: [FailedItem] = []
        if let ids = parameters.list("agents_list") {
            let known = ids.filter { company.agent($0) != nil }
            let unknown = Set(ids).subtracting(known).sorted()
            if !unknown.isEmpty { failed.append(FailedItem(1701, ids: unknown.map(JSON.string))) }
            table = table.filtered { known.contains($0["id"]?.string ?? "") }
        }
        if let conditions = agentConditions(group: group) {
            table = table.filtered { item in conditions.allSatisfy { $0(item) } }
        }
        return try list(
            table, "All selected agents information was returned", none: "No agents were returned",
            handled: ["status", "older_than", "version", "group"], failed: failed)
    }

    private func agentConditions(group: String?) -> [(JSON) -> Bool]? {
        var conditions: [(JSON) -> Bool] = []
        if let statuses = parameters.list("status") {
            conditions.append { statuses.contains($0["status"]?.string ?? "") }
        }
        if let group = group ?? parameters["group"] {
            conditions.append { $0["group"]?.array?.contains(.string(group)) ?? false }
        }
        if let version = parameters["version"] {
            let number = version.split(separator: " ").last.map { $0.drop { $0 == "v" } } ?? ""
            conditions.append { TextMatch.isEqual($0["version"]?.string ?? "", "Wazuh v\(number)") }
        }
        if let span = parameters["older_than"].flatMap(TimeSpan.seconds) {
            let limit = Timestamp.offset(now.addingTimeInterval(-Double(span)))
            conditions.append { ($0["lastKeepAlive"] ?? $0["dateAdd"])?.string ?? "" < limit }
        }
        return conditions.isEmpty ? nil : conditions
    }

    func distinctAgents() throws(ManagerError) -> Answer {
        let fields = parameters.list("fields") ?? ["os.platform"]
        if let unknown = fields.first(where: { !AgentFields.all.contains($0) }) {
            throw .badRequest(
                1724, "Allowed select fields: \(AgentFields.all.joined(separator: ", ")). Fields: \(unknown)")
        }
        var counts: [(value: JSON, count: Int)] = []
        for row in visibleAgentTable.rows {
            let value = fields.map { field in
                FieldPath(field).selection(of: row.value) ?? FieldPath.absent(field)
            }.reduce(JSON.object([:])) { $0.merged(with: $1) }
            if let index = counts.firstIndex(where: { $0.value == value }) {
                counts[index].count += 1
            } else {
                counts.append((value, 1))
            }
        }
        let items = counts.map { $0.value.merged(with: ["count": .int($0.count)]) }
        return try list(
            ItemTable(items), "All selected agents information was returned", none: "No agents were returned")
    }

    /// How many agents are in which state; the manager itself does not count.
    var statusSummary: JSON {
        let agents = visibleAgents.filter { !$0.isManager }
        let count = { (status: SimulatedAgent.Status) in JSON.int(agents.count { $0.status == status }) }
        let synced = agents.count { $0.isConfigurationSynced }
        return [
            "connection": [
                "active": count(.active), "disconnected": count(.disconnected),
                "never_connected": count(.neverConnected),
                "pending": count(.pending), "total": .int(agents.count),
            ],
            "configuration": [
                "synced": .int(synced), "not_synced": .int(agents.count - synced), "total": .int(agents.count),
            ],
        ]
    }

    var summary: JSON {
        let wanted = parameters.list("agents_list")
        let agents = visibleAgents.filter { !$0.isManager && (wanted?.contains($0.id) ?? true) }
        return [
            "status": Self.top(5, agents.map(\.status.rawValue)),
            "os": Self.top(5, agents.compactMap { $0.os?.platform }),
            "groups": Self.top(5, agents.flatMap(\.groups)),
        ]
    }

    static func top(_ limit: Int, _ names: [String]) -> JSON {
        let counts = Dictionary(grouping: names) { $0 }.mapValues(\.count)
        let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).sorted { $0.key < $1.key }
        return .object(JSONObject(most.map { ($0.key, .int($0.value)) }))
    }
}

extension FieldPath {
    /// What stands for a field that an agent does not have.
    static func absent(_ path: String) -> JSON {
        path.split(separator: ".").reversed().reduce("N/A") { JSON.object(JSONObject([(String($1), $0)])) }
    }
}
