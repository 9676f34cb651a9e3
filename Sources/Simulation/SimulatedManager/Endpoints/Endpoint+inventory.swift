import FoundationEssentials
import JSON
import SimulatedCompany

extension Endpoint {
    static let inventories: [Endpoint] = Inventory.file.values.map { inventory in
        ofAgent(
            "/syscollector/{agent_id}/\(inventory.name.rawValue)", "syscollector:read", inventory.parameters,
            kinds: inventory.name == .packages ? ["version": .text] : [:], since: inventory.since,
            "All specified syscollector information was returned", none: "No syscollector information was returned"
        ) { company, agent, _ in
            ItemTable(inventory.items(of: agent, in: company), fields: inventory.fields, kept: ["agent_id"])
        }
    }

    static let policies: [Endpoint] = [
        ofAgent(
            "/sca/{agent_id}", "sca:read", list + " name description references", kinds: ["name": .text],
            "All selected SCA information was returned", none: "No SCA information was returned"
        ) { company, agent, _ in
            ItemTable(company.policies(of: agent).map(\.item), fields: SimulatedPolicy.fields)
        },
        ofAgent(
            "/sca/{agent_id}/checks/{policy_id}", "sca:read",
            list + " title description rationale remediation command reason file process directory registry references"
                + " result condition",
            "All selected SCA/policy information was returned", none: "No SCA policy information was returned"
        ) { company, agent, policy in
            let policy = company.policies(of: agent).first { $0.id.utf8.elementsEqual(policy.utf8) }
            return ItemTable(policy?.checkItems ?? [], fields: SimulatedPolicy.checkFields)
        },
    ]

    static let integrity = ofAgent(
        "/syscheck/{agent_id}", "syscheck:read",
        list + " file arch value.name value.type type summary md5 sha1 sha256 hash",
        kinds: ["type": .choice(["file", "registry_key", "registry_value"]), "arch": .choice(["[x32]", "[x64]"])],
        "FIM findings of the agent were returned", none: "No FIM information was returned"
    ) { company, agent, _ in
        ItemTable(company.integrityItems(of: agent), fields: SimulatedCompany.integrityFields)
    }

    /// A list about the agent of the path, made from the company, the agent and, where the path names one, a policy.
    private static func ofAgent(
        _ path: String, _ action: String, _ names: String, kinds: [String: ParameterKind] = [:],
        since: String = "4.8.0", _ message: String, none: String,
        _ table: @escaping @Sendable (SimulatedCompany, SimulatedAgent, _ policy: String) -> ItemTable
    ) -> Endpoint {
        Endpoint(path, .agent(action), names, kinds: kinds, since: since) { call throws(ManagerError) in
            guard let agent = call.agent else { return call.failedAgent(1701, none) }
            guard agent.hasSynchronised else {
                throw .badRequest(
                    2007,
                    "There is no database for agent \(agent.id). Please check if the agent has connected to the manager"
                )
            }
            let policy = call.path("policy_id")
            let whole = call.data.table("\(path) \(agent.id) \(policy)") { table(call.company, agent, policy) }
            // The one filter that looks at every field.
            let hash = call.parameters["hash"].map(TextMatch.fold)
            let rows = hash.map { hash in whole.filtered { TextMatch.anyLeaf(of: $0, contains: hash) } } ?? whole
            return try call.list(rows, message, none: none)
        }
    }
}
