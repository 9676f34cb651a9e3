import FoundationEssentials
import SimulatedCompany
import JSON

extension Endpoint {
    /// What a manager tells about itself, at `/manager/…` and, for any node, at `/cluster/{node_id}/…`.
    static func managerNode(prefix: String) -> [Endpoint] {
        let read = Permission.node("cluster:read")
        let daemons: [String: ParameterKind] = ["daemons_list": .list(.choice(DaemonStatistics.names))]
        let distinct = prefix == "/manager" ? " distinct" : ""
        return [
            ofNode("\(prefix)/status") { call, node in
                .all([call.daemonStatus(of: node)], "Processes status was successfully read in specified node")
            },
            ofNode("\(prefix)/info") { call, node in
                .all([call.basicInformation(of: node)], "Basic information was successfully read in specified node")
            },
            ofNode("\(prefix)/configuration", "raw section field" + distinct) { call, node throws(ManagerError) in
                try call.configuration(of: node)
            },
            ofNode("\(prefix)/configuration/{component}/{configuration}") { call, _ throws(ManagerError) in
                try call.activeConfiguration()
            },
            ofNode("\(prefix)/daemons/stats", "daemons_list", daemons) { call, node in
                let names = call.parameters.list("daemons_list") ?? DaemonStatistics.names
                return .all(
                    names.map { DaemonStatistics.item($0, of: node.name, in: call.company, at: call.now) },
                    "Statistical information for each daemon was successfully read")
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
            ofNode("\(prefix)/stats/analysisd") { call, node in
                .all(
                    [call.company.analysisdStatistics(node.name)],
                    "Statistical information for each node was successfully read")
            },
            ofNode("\(prefix)/stats/remoted") { call, node in
                .all(
                    [call.company.remotedStatistics(node.name)],
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
                try call.list(
                    call.logs(of: node), "Logs were successfully read in specified node", none: "Could not read logs")
            },
            ofNode("\(prefix)/logs/summary") { call, node in
                let lines = call.logs(of: node).rows.map(\.value)
                return .all(LogLine.summary(of: lines), "Log was successfully summarized in specified node")
            },
        ]

        func ofNode(
            _ path: String, _ names: String = "", _ kinds: [String: ParameterKind] = [:],
            _ answer: @escaping @Sendable (Call, SimulatedNode) throws(ManagerError) -> Answer
        ) -> Endpoint {
            Endpoint(path, read, names, kinds: kinds) { call throws(ManagerError) in
                guard let node = call.node else {
                    let id = JSON.string(call.path("node_id"))
                    return .items(
                        [], total: 0, failed: [FailedItem(1730, ids: [id])], message: "Could not read from node")
                }
                return try answer(call, node)
            }
        }
    }
}
