package import JSON

/// How many agents are in which state (`GET /agents/summary/status`); the manager itself does not count.
package struct AgentSummary: Sendable, Hashable {
    package let active: Int
    package let disconnected: Int
    package let neverConnected: Int
    package let pending: Int
    package let total: Int
    /// Agents that run the configuration of their groups.
    package let synced: Int
    package let notSynced: Int

    package init(_ view: JSONView) throws(JSONError) {
        guard let connection = view["connection"] else {
            throw JSONError(.unexpectedShape, "\"connection\" is missing")
        }
        active = try connection.integer("active")
        disconnected = try connection.integer("disconnected")
        neverConnected = try connection.integer("never_connected")
        pending = try connection.integer("pending")
        total = try connection.integer("total")
        synced = view["configuration"]?["synced"]?.int ?? 0
        notSynced = view["configuration"]?["not_synced"]?.int ?? 0
    }
}
