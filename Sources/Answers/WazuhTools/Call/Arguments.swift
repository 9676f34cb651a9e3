import MCP
import Upstream
import WazuhManager

extension Argument where Value == AgentID {
    static func agentID(_ description: String = "Agent id, for example 003 (000 is the manager).") -> Self {
        .string(
            "agent_id", description, expected: "an agent id of digits, for example 003", pattern: "^[0-9]{1,10}$",
            longest: 10
        ) { text in AgentID(text) }
    }
}

extension Argument where Value == NodeName? {
    /// The cluster node that a call is about.
    static var node: Self {
        .optional(
            Argument<NodeName>.string(
                "node",
                "Cluster node to ask instead of the connected manager.",
                expected: "the name of a cluster node", longest: 128
            ) { text in NodeName(text) })
    }
}

extension Argument where Value == SearchText {
    static func search(_ name: String, _ description: String) -> Self {
        .string(
            name, description, expected: "a text of 1 to 256 characters without ; | & ^ * > and without a leading -",
            longest: 256
        ) { text in SearchText(text) }
    }
}

extension Argument where Value == CalendarDay {
    static func day(_ name: String, _ description: String) -> Self {
        .string(
            name, description, expected: "a day such as 2026-03-31", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            longest: 10
        ) { text in CalendarDay(text) }
    }
}

extension Optional<NodeName> {
    /// Whose numbers they are: without a node those of one manager, also where a cluster has several.
    var scope: String { map { "node \($0)" } ?? "the connected manager (in a cluster, name each other node to add it)" }
}
