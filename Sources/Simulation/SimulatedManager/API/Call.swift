import FoundationEssentials
import SimulatedCompany
import HTTP
import JSON

/// A request that has been let in: an endpoint, its parameters, who asks and when.
struct Call: Sendable {
    let data: ManagerData
    let endpoint: Endpoint
    let parameters: RequestParameters
    let user: SimulatedUser
    let now: Date
    let body: [UInt8]
    let version: String

    var company: SimulatedCompany { data.company }

    /// The value of a parameter of the path.
    func path(_ name: String) -> String { parameters[name] ?? "" }

    /// Answers with the page of a table that the parameters ask for.
    ///
    /// Parameters that name a field of the table keep rows with that value, but for those the endpoint handles itself.
    func list(
        _ table: ItemTable, _ message: String, none: String? = nil, handled: Set<String> = [], failed: [FailedItem] = []
    ) throws(ManagerError) -> Answer {
        var query = try ItemQuery(parameters, for: table)
        for name in endpoint.parameters.keys where !handled.contains(name) && !Self.control.contains(name) {
            guard let value = parameters[name], table.fields.contains(name) else { continue }
            query.filters.append((FieldPath(name), value))
        }
        let page = query.run(on: table, now: now)
        let isEmpty = page.total == 0
        return .items(page.items, total: page.total, failed: failed, message: isEmpty ? none ?? message : message)
    }

    /// The agent of the path, for one that must exist; nil when it does not, so that the answer can say so.
    var agent: SimulatedAgent? { company.agent(path("agent_id")) }

    /// The answer of 200 that says the agent of the path does not exist or cannot be served.
    func failedAgent(_ number: Int, _ message: String) -> Answer {
        .items([], total: 0, failed: [FailedItem(number, ids: [.string(path("agent_id"))])], message: message)
    }

    /// The node of the path, or the one that answers where the path names none.
    var node: SimulatedNode? {
        guard let name = parameters["node_id"] else { return company.nodes[0] }
        return company.nodes.first { $0.name == name }
    }

    /// Whether the caller may do something to an agent.
    func allows(_ action: String, _ agent: SimulatedAgent) -> Bool {
        user.role.allows(action, on: ["agent:id:\(agent.id)"] + agent.groups.map { "agent:group:\($0)" })
    }

    /// The agents that the caller may see, by rising id.
    var visibleAgents: [SimulatedAgent] {
        if user.role.allows("agent:read", on: ["agent:id:*"]) { return company.agents }
        return company.agents.filter { allows("agent:read", $0) }
    }

    private static let control: Set<String> = [
        "pretty", "wait_for_complete", "offset", "limit", "sort", "search", "select", "q", "distinct",
    ]
}
