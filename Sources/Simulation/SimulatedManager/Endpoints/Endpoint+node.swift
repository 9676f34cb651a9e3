import Encodings
import FoundationEssentials
import JSON
import SimulatedCompany

extension Endpoint {
    /// What a manager tells about itself, at `/manager/…` and, for any node, at `/cluster/{node_id}/…`.
    static func node(prefix: String) -> [Endpoint] {
        [
            ofNode("\(prefix)/status") { call, node in
                .all([call.daemonStatus], "Processes status was successfully read in specified node")
            },
            ofNode("\(prefix)/info") { call, node in
                .all([call.basicInformation], "Basic information was successfully read in specified node")
            },
            ofNode("\(prefix)/daemons/stats", "daemons_list") { call, node in
                let names = call.parameters.list("daemons_list")?.map(\.string)
                let items = (names ?? ["wazuh-remoted", "wazuh-analysisd", "wazuh-db"]).map {
                    call.company.daemonStatistics($0, of: node.name, at: call.now)
                }
                return .all(items, "Statistical information for each daemon was successfully read")
            },
            ofNode("\(prefix)/stats", "date") { call, node throws(ManagerError) in try call.hourTotals(of: node) },
            ofNode("\(prefix)/stats/hourly") { call, node in
                .all(
                    [["averages": .array(call.company.hourAverages(node.name)), "interactions": 12]],
                    "Statistical information per hour for each node was successfully read")
            },
            ofNode("\(prefix)/stats/weekly") { call, node in
                .all(
                    call.company.weekAverages(node.name),
                    "Statistical information per week for each node was successfully read")
            },
            ofNode("\(prefix)/stats/remoted") { call, node in
                .all(
                    [call.company.remotedStatistics(of: node.name)],
                    "Statistical information for each node was successfully read")
            },
            ofNode(
                "\(prefix)/logs", list + " tag level",
                [
                    "limit": .integer(1...500),
                    "level": .choice(["critical", "debug", "debug2", "error", "info", "warning"]),
                    "tag": .alphanumeric,
                ]
            ) { call, node throws(ManagerError) in
                let lines = call.data.table("logs \(node.name)") {
                    let company = call.company
                    return ItemTable(
                        LogLine.items(seed: company.seed, node: node.name, now: company.now), fields: LogLine.fields)
                }
                return try call.list(
                    lines, "Logs were successfully read in specified node", none: "Could not read logs")
            },
        ]
    }

    private static func ofNode(
        _ path: String, _ names: String = "", _ kinds: [String: ParameterKind] = [:],
        _ answer: @escaping @Sendable (Call, SimulatedNode) throws(ManagerError) -> Answer
    ) -> Endpoint {
        Endpoint(path, .node("cluster:read"), names, kinds: kinds) { call throws(ManagerError) in
            guard let node = call.node else {
                let id = JSON.string(call.path("node_id"))
                return .items([], total: 0, failed: [FailedItem(1730, ids: [id])], message: "Could not read from node")
            }
            return try answer(call, node)
        }
    }
}

extension Call {
    fileprivate var daemonStatus: JSON {
        let stopped: Set<String> = ["agentlessd", "csyslogd", "dbd", "integratord", "maild", "reportd"]
        let names =
            "agentlessd analysisd authd csyslogd dbd monitord execd integratord logcollector maild remoted reportd syscheckd "
            + "clusterd modulesd db apid"
        let daemons = names.split(separator: " ").map(String.init).filter { name in
            // 4.14.7 dropped the database output daemon.
            name != "dbd" || !isAtLeast("4.14.7")
        }
        return .object(JSONObject(daemons.map { ("wazuh-\($0)", stopped.contains($0) ? "stopped" : "running") }))
    }

    fileprivate var basicInformation: JSON {
        var item: JSONObject = [
            "path": "/var/ossec", "version": .string("v\(version)"), "type": "server", "max_agents": "unlimited",
            "openssl_support": "yes", "tz_offset": "+0000", "tz_name": "UTC",
        ]
        if isAtLeast("4.13.0") {
            var random = SeededGenerator(seed: company.seed, part: "uuid")
            item["uuid"] = .string(
                "\(random.hex(8))-\(random.hex(4))-4\(random.hex(3))-9\(random.hex(3))-\(random.hex(12))")
        }
        return .object(item)
    }

    /// The totals of today or of a day of the last month; other days have no file.
    fileprivate func hourTotals(of node: SimulatedNode) throws(ManagerError) -> Answer {
        let time = CivilTime(now)
        let day = parameters["date"] ?? time.date
        let first = CivilTime(now.addingTimeInterval(-30 * 86_400)).date
        guard day >= first, day <= time.date else { throw .badRequest(1308) }
        let items = company.hourTotals(day: "\(day) \(node.name)", lastHour: day == time.date ? time.hour : 23)
        return .all(items, "Statistical information for each node was successfully read")
    }
}
