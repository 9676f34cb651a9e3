import Encodings
import HTTP
package import JSON
package import Upstream

/// A part of the configuration that a component runs with (`GET /agents/{id}/config/{component}/{configuration}`).
package struct ConfigurationSection: Sendable, Hashable, CustomStringConvertible {
    package let component: String
    package let configuration: String

    private init(_ component: String, _ configuration: String) {
        self.component = component
        self.configuration = configuration
    }

    /// Nil when the component has no such part.
    package init?(component: String, configuration: String) {
        let (component, configuration) = (component.lowercased(), configuration.lowercased())
        let isAsked = { (section: Self) in
            section.component.hasSameBytes(as: component) && section.configuration.hasSameBytes(as: configuration)
        }
        guard let section = Self.all.first(where: isAsked) else { return nil }
        self = section
    }

    /// The component and its part, with a slash between.
    package var description: String { "\(component)/\(configuration)" }

    /// What an agent has.
    package static let ofAgents = sections([
        ("agent", ["client", "buffer", "labels", "internal", "anti_tampering"]),
        ("com", ["active-response", "logging", "internal", "cluster"]),
        ("logcollector", ["localfile", "socket", "internal"]),
        ("syscheck", ["syscheck", "rootcheck", "internal"]),
        ("wmodules", ["wmodules"]),
    ])

    /// What agent 000, the manager, has besides.
    package static let ofManager = sections([
        ("agentless", ["agentless"]),
        ("analysis", ["global", "active_response", "alerts", "command", "decoders", "internal", "rule_test", "rules"]),
        ("auth", ["auth"]),
        ("csyslog", ["csyslog"]),
        ("integrator", ["integration"]),
        ("mail", ["global", "alerts", "internal"]),
        ("monitor", ["global", "internal", "reports"]),
        ("request", ["global", "remote", "internal"]),
        ("wazuh-db", ["wdb", "internal"]),
    ])

    package static let all = ofAgents + ofManager

    private static func sections(_ rows: [(String, [String])]) -> [Self] {
        rows.flatMap { component, configurations in configurations.map { Self(component, $0) } }
    }
}

extension WazuhManager {
    /// A section of the configuration an agent runs with, asked of the agent itself, so it has to be connected.
    ///
    /// It may hold secrets: mask them before it leaves the server.
    package func agentConfiguration(
        of id: AgentID, section: ConfigurationSection
    ) async throws(WazuhError) -> JSON {
        let path = "/agents/\(id)/config/\(section.component)/\(section.configuration)"
        return try await client.object(ManagerRequest(path, permission: "agent:read")) { (data) throws(JSONError) in
            try JSON(data)
        }
    }

    /// The configuration that a group's agents share (`GET /groups/{group}/configuration`): an object with `filters`
    /// and `config` for each part.
    package func configuration(of group: GroupName, page: Page = Page()) async throws(WazuhError) -> Paged<JSON> {
        var query = QueryItems()
        query.append(page)
        let request = ManagerRequest("/groups/\(group)/configuration", query, permission: "group:read")
        return try await client.items(request) { (view) throws(JSONError) in try JSON(view) }
    }
}
