import FoundationEssentials
import SimulatedCompany
import JSON

extension Endpoint {
    static let syscollector: [Endpoint] = [
        inventory(.os, "select"),
        inventory(.hardware, "select"),
        inventory(.packages, list + " vendor name architecture format version", ["version": .text]),
        inventory(
            .processes,
            list + " pid state ppid egroup euser fgroup name nlwp pgrp priority rgroup ruser sgroup suser"),
        inventory(.ports, list + " pid protocol local.ip local.port remote.ip tx_queue state process"),
        inventory(.hotfixes, list + " hotfix"),
        inventory(.netaddr, list + " iface proto address broadcast netmask"),
        inventory(
            .netiface,
            list
                + " name adapter type state mtu tx.packets rx.packets tx.bytes rx.bytes tx.errors rx.errors tx.dropped rx.dropped"
        ),
        inventory(.netproto, list + " iface type gateway dhcp"),
        inventory(.users, list, since: "4.14.0"),
        inventory(.groups, list, since: "4.14.0"),
        inventory(.services, list, since: "4.14.0"),
        inventory(.browserExtensions, list, since: "4.14.0"),
    ]

    private static func inventory(
        _ inventory: Inventory, _ names: String, _ kinds: [String: ParameterKind] = [:], since: String = "4.8.0"
    ) -> Endpoint {
        Endpoint(
            "/syscollector/{agent_id}/\(inventory.rawValue)", .agent("syscollector:read"), names, kinds: kinds,
            since: since
        ) { call throws(ManagerError) in
            try call.ofAgent(inventory.rawValue, none: "No syscollector information was returned") { agent in
                ItemTable(inventory.items(of: agent, in: call.company), fields: inventory.fields, kept: ["agent_id"])
            } answer: { table throws(ManagerError) in
                try call.list(
                    table, "All specified syscollector information was returned",
                    none: "No syscollector information was returned")
            }
        }
    }

    static let policies: [Endpoint] = [
        Endpoint("/sca/{agent_id}", .agent("sca:read"), list + " name description references", kinds: ["name": .text]) {
            call throws(ManagerError) in
            try call.ofAgent("sca", none: "No SCA information was returned") { agent in
                ItemTable(call.company.policies(of: agent).map(\.item), fields: SimulatedPolicy.fields)
            } answer: { table throws(ManagerError) in
                try call.list(
                    table, "All selected SCA information was returned", none: "No SCA information was returned")
            }
        },
        Endpoint(
            "/sca/{agent_id}/checks/{policy_id}", .agent("sca:read"),
            list
                + " title description rationale remediation command reason file process directory registry references result condition"
        ) { call throws(ManagerError) in
            let id = call.path("policy_id")
            return try call.ofAgent("sca \(id)", none: "No SCA policy information was returned") { agent in
                let policy = call.company.policies(of: agent).first { $0.id == id }
                return ItemTable(policy?.checkItems ?? [], fields: SimulatedPolicy.checkFields)
            } answer: { table throws(ManagerError) in
                try call.list(
                    table, "All selected SCA/policy information was returned",
                    none: "No SCA policy information was returned")
            }
        },
    ]

    static let integrity: [Endpoint] = [
        Endpoint(
            "/syscheck/{agent_id}", .agent("syscheck:read"),
            list + " file arch value.name value.type type summary md5 sha1 sha256 hash",
            kinds: ["type": .choice(["file", "registry_key", "registry_value"]), "arch": .choice(["[x32]", "[x64]"])]
        ) { call throws(ManagerError) in
            let hash = call.parameters["hash"].map(TextMatch.fold)
            return try call.ofAgent("syscheck", none: "No FIM information was returned") { agent in
                ItemTable(call.company.integrityItems(of: agent), fields: SimulatedCompany.integrityFields)
            } answer: { table throws(ManagerError) in
                let rows = hash.map { hash in table.filtered { TextMatch.anyLeaf(of: $0, contains: hash) } } ?? table
                return try call.list(
                    rows, "FIM findings of the agent were returned", none: "No FIM information was returned")
            }
        },
        scan("/syscheck/{agent_id}/last_scan", "syscheck:read", "Last syscheck scan of the agent was returned"),
        scan("/rootcheck/{agent_id}/last_scan", "rootcheck:read", "Last rootcheck scan of the agent was returned"),
        Endpoint(
            "/rootcheck/{agent_id}", .agent("rootcheck:read"), list + " status pci_dss cis",
            kinds: ["status": .choice(["all", "outstanding", "solved"])]
        ) { call throws(ManagerError) in
            try call.ofAgent("rootcheck", none: "No rootcheck information was returned") { agent in
                ItemTable(call.company.rootcheckItems(of: agent), fields: SimulatedCompany.rootcheckFields)
            } answer: { table throws(ManagerError) in
                let isAll = call.parameters["status"] == "all"
                return try call.list(
                    table, "All selected rootcheck information was returned",
                    none: "No rootcheck information was returned",
                    handled: isAll ? ["status"] : [])
            }
        },
        Endpoint(
            "/ciscat/{agent_id}/results", .agent("ciscat:read"),
            list + " benchmark profile pass fail error notchecked unknown score"
        ) {
            call throws(ManagerError) in
            try call.ofAgent("ciscat", none: "No CISCAT results were returned") { _ in
                ItemTable([], fields: ["benchmark", "profile", "pass", "fail", "score"])
            } answer: { table throws(ManagerError) in
                try call.list(table, "All CISCAT results were returned", none: "No CISCAT results were returned")
            }
        },
    ]

    private static func scan(_ path: String, _ action: String, _ message: String) -> Endpoint {
        Endpoint(path, .agent(action)) { call throws(ManagerError) in
            guard let agent = call.agent else { return call.failedAgent(1701, "No last scan information was returned") }
            let start = call.company.scanTime(of: agent)
            return .all(
                [
                    [
                        "start": .string(Timestamp.offset(start)),
                        "end": .string(Timestamp.offset(start.addingTimeInterval(94))),
                    ]
                ], message)
        }
    }
}

extension Call {
    /// Answers from a table of the agent of the path, made at the first use.
    /// - Throws: 400 with 2007 when the agent has never synchronised.
    func ofAgent(
        _ name: String, none: String, _ make: (SimulatedAgent) -> ItemTable,
        answer: (ItemTable) throws(ManagerError) -> Answer
    ) throws(ManagerError) -> Answer {
        guard let agent else { return failedAgent(1701, none) }
        guard agent.hasSynchronised else {
            throw .badRequest(
                2007,
                "There is no database for agent \(agent.id). Please check if the agent has connected to the manager")
        }
        return try answer(data.table("\(name) of \(agent.id)") { make(agent) })
    }
}
