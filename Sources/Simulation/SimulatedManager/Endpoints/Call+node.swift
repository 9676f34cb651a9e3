import FoundationEssentials
import SimulatedCompany
import JSON

extension Call {
    func daemonStatus(of node: SimulatedNode) -> JSON {
        let stopped: Set<String> = ["agentlessd", "csyslogd", "dbd", "integratord", "maild", "reportd"]
        let all =
            "agentlessd analysisd authd csyslogd dbd monitord execd integratord logcollector maild remoted reportd syscheckd "
            + "clusterd modulesd db apid"
        let names = all.split(separator: " ").map(String.init).filter { name in
            // 4.14.7 dropped the database output daemon.
            name != "dbd" || !VersionOrder.isAtLeast(version, "4.14.7")
        }
        return .object(JSONObject(names.map { ("wazuh-\($0)", stopped.contains($0) ? "stopped" : "running") }))
    }

    func basicInformation(of node: SimulatedNode) -> JSON {
        var random = SeededGenerator(seed: company.seed, part: "uuid")
        var item: JSONObject = [
            "path": "/var/ossec", "version": .string("v\(version)"), "type": "server", "max_agents": "unlimited",
            "openssl_support": "yes", "tz_offset": "+0000", "tz_name": "UTC",
        ]
        if VersionOrder.isAtLeast(version, "4.13.0") {
            item["uuid"] = .string(
                "\(random.hex(8))-\(random.hex(4))-4\(random.hex(3))-9\(random.hex(3))-\(random.hex(12))")
        }
        return .object(item)
    }

    /// The configuration file, whole or one section or field of it.
    func configuration(of node: SimulatedNode) throws(ManagerError) -> Answer {
        if parameters.flag("raw") {
            return .text(ManagerConfiguration.xml(of: node, in: company), contentType: "application/xml")
        }
        let mayChange = user.role.allows("cluster:update_config", on: ["node:id:\(node.name)"])
        let whole = ManagerConfiguration.sections(of: node, in: company)
        let sections = mayChange ? whole : ManagerConfiguration.masked(whole)
        let message = "Configuration was successfully read"
        guard let name = parameters["section"] else { return .all([.object(sections)], message) }
        guard let section = sections[name] else { throw .badRequest(1106, name) }
        guard let field = parameters["field"] else { return .all([.object(JSONObject([(name, section)]))], message) }
        guard let value = section[field] else { throw .badRequest(1103, field) }
        return .all([.object(JSONObject([(name, .object(JSONObject([(field, value)])))]))], message)
    }

    func activeConfiguration() throws(ManagerError) -> Answer {
        let component = path("component")
        let configuration = path("configuration")
        guard let value = ActiveConfiguration.of(component, configuration, agent: company.agents[0], company: company)
        else {
            throw .badRequest(1116, "\(component)/\(configuration)")
        }
        return .all([value], "Active configuration was successfully read in specified node")
    }

    /// The totals of today or of a day of the last month; other days have no file.
    func hourTotals(of node: SimulatedNode) throws(ManagerError) -> Answer {
        let today = CivilTime(now).date
        let day = parameters["date"] ?? today
        let first = CivilTime(now.addingTimeInterval(-30 * 86_400)).date
        guard day >= first, day <= today else { throw .badRequest(1308) }
        let items = company.hourTotals(day: "\(day) \(node.name)", lastHour: day == today ? CivilTime(now).hour : 23)
        return .all(items, "Statistical information for each node was successfully read")
    }

    func logs(of node: SimulatedNode) -> ItemTable {
        data.table("logs \(node.name)") {
            ItemTable(LogLine.items(seed: company.seed, node: node.name, now: company.now), fields: LogLine.fields)
        }
    }
}
