import Encodings
import FoundationEssentials
import HTTP
import JSON
import SimulatedCompany

/// A request that has been let in: its parameters, who asks and when.
struct Call: Sendable {
    let data: ManagerData
    let parameters: RequestParameters
    let user: SimulatedUser
    let now: Date
    let body: [UInt8]
    let version: String

    var company: SimulatedCompany { data.company }

    /// The value of a parameter of the path.
    func path(_ name: String) -> String { parameters[name] ?? "" }

    /// Whether the simulated Wazuh is of a version or a later one.
    func isAtLeast(_ other: String) -> Bool { Self.isVersion(version, atLeast: other) }

    static func isVersion(_ version: String, atLeast other: String) -> Bool {
        let parts = { (text: String) in text.split(separator: ".").compactMap { Int($0) } }
        return !parts(version).lexicographicallyPrecedes(parts(other))
    }

    /// Answers with the page of a table that the parameters ask for.
    ///
    /// Parameters that name a field of the table keep rows with that value, but for those the endpoint handles itself.
    func list(
        _ table: ItemTable, _ message: String, none: String? = nil, handled: Set<String> = [], failed: [FailedItem] = []
    ) throws(ManagerError) -> Answer {
        var query = try ItemQuery(parameters, for: table)
        for name in parameters.declared where !handled.contains(name) && table.fields.contains(name) {
            if let value = parameters[name] { query.filters.append((FieldPath(name), value)) }
        }
        let page = query.run(on: table, now: now)
        let isEmpty = page.total == 0
        return .items(page.items, total: page.total, failed: failed, message: isEmpty ? none ?? message : message)
    }

    /// The agent of the path; nil when there is none, so that the answer can say so.
    var agent: SimulatedAgent? { company.agent(path("agent_id")) }

    /// The answer of 200 that says the agent of the path does not exist or cannot be served.
    func failedAgent(_ number: Int, _ message: String) -> Answer {
        .items([], total: 0, failed: [FailedItem(number, ids: [.string(path("agent_id"))])], message: message)
    }

    /// The node of the path, or the one that answers where the path names none.
    var node: SimulatedNode? {
        guard let name = parameters["node_id"] else { return company.nodes[0] }
        return company.nodes.first { $0.name.hasSameBytes(as: name) }
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
}
