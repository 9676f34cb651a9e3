import FoundationEssentials
import SimulatedCompany
import JSON

extension Endpoint {
    static let overview: [Endpoint] = [
        Endpoint("/", .none) { call in
            .data([
                "title": "Wazuh API REST", "api_version": .string(call.version),
                // An integer in 4.8.0, text later.
                "revision": call.version == "4.8.0" ? 40_812 : "rc1", "license_name": "GPL 2.0",
                "license_url": .string("https://github.com/wazuh/wazuh/blob/v\(call.version)/LICENSE"),
                "hostname": .string(call.company.managerName), "timestamp": .string(Timestamp.zulu(call.now)),
            ])
        },
        Endpoint("/overview/agents", .none) { call in .data(call.overview) },
        Endpoint(
            "/tasks/status", .action("task:status"),
            "offset limit sort search select q agents_list tasks_list command node module status",
            kinds: ["tasks_list": .list(.numbers)]
        ) { call throws(ManagerError) in
            let names = "task_id node module command agent_id create_time last_update_time status error_message"
            let fields = names.split(separator: " ").map(String.init)
            return try call.list(
                ItemTable([], fields: fields), "All specified task's status were returned",
                none: "No status was returned")
        },
    ]
}

extension Call {
    /// `GET /overview/agents`: all counts in one answer.
    fileprivate var overview: JSON {
        let agents = visibleAgents.filter { !$0.isManager }
        let nodes = Self.counts(agents.map(\.nodeName)).map { ["node_name": .string($0), "count": .int($1)] as JSON }
        let versions = Self.counts(agents.map { $0.version ?? "N/A" }).map {
            ["count": .int($1), "version": .string($0)] as JSON
        }
        let last = agents.max { $0.addedAt < $1.addedAt }
        return [
            "nodes": .array(nodes), "groups": .array(groupItems), "agent_os": .array(systems(of: agents)),
            "agent_status": statusSummary, "agent_version": .array(versions),
            "last_registered_agent": .array(last.map { [company.json(of: $0, at: now)] } ?? []),
        ]
    }

    private func systems(of agents: [SimulatedAgent]) -> [JSON] {
        let names = agents.map { [$0.os?.name ?? "N/A", $0.os?.platform ?? "N/A", $0.os?.version ?? "N/A"] }
        return Self.counts(names).map { name, count in
            [
                "os": ["name": .string(name[0]), "platform": .string(name[1]), "version": .string(name[2])],
                "count": .int(count),
            ]
        }
    }

    /// How often each value occurs, in the order of first occurrence.
    static func counts<Value: Hashable>(_ values: [Value]) -> [(Value, Int)] {
        var positions: [Value: Int] = [:]
        var counts: [(Value, Int)] = []
        for value in values {
            if let position = positions[value] {
                counts[position].1 += 1
            } else {
                positions[value] = counts.count
                counts.append((value, 1))
            }
        }
        return counts
    }
}
