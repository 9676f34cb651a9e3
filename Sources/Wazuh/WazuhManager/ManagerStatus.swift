package import JSON
package import Upstream

/// A daemon of a manager and whether it runs (`GET /manager/status`).
package struct DaemonStatus: Sendable, Hashable {
    /// For example `wazuh-analysisd`.
    package let name: String
    /// `running`, `stopped`, `failed` or `restarting`; several are stopped on purpose.
    package let state: String

    package var isRunning: Bool { state == "running" }
}

/// What the API user may do (`GET /security/users/me/policies`).
package struct Policies: Sendable, Hashable {
    package enum Mode: String, Sendable, Hashable {
        /// What is not allowed is denied.
        case white
        /// What is not denied is allowed.
        case black
    }

    package let mode: Mode
    /// For each action such as `agent:read`, whether each resource such as `agent:id:*` is allowed.
    package let actions: [String: [String: Bool]]

    package init(_ view: JSONView) throws(JSONError) {
        mode = Mode(rawValue: view.string("rbac_mode") ?? "") ?? .white
        var actions: [String: [String: Bool]] = [:]
        view.forEachMember { action, resources in
            guard resources.isObject else { return }
            resources.forEachMember { resource, effect in
                actions[action, default: [:]][resource] = effect.string == "allow"
            }
        }
        self.actions = actions
    }

    /// True when the user may do this on some resource at least.
    package func allows(_ action: String) -> Bool {
        guard let resources = actions[action] else { return mode == .black }
        return resources.values.contains(true) || (mode == .black && !resources.keys.contains { $0.hasSuffix(":*") })
    }
}

extension WazuhManager {
    /// What the API says of itself; the cheapest call that shows that it answers.
    package func apiInformation() async throws(WazuhError) -> APIInformation {
        try await client.apiInformation()
    }

    /// The daemons of the manager, or of a node of its cluster, by name.
    package func daemons(node: NodeName? = nil) async throws(WazuhError) -> [DaemonStatus] {
        try await client.item(ManagerRequest("/status", of: node)) { (view) throws(JSONError) in
            var daemons: [DaemonStatus] = []
            view.forEachMember { name, state in daemons.append(DaemonStatus(name: name, state: state.string ?? "")) }
            return daemons.sorted { $0.name < $1.name }
        }
    }

    /// What the API user may do; needs no permission itself.
    package func policies() async throws(WazuhError) -> Policies {
        let request = ManagerRequest("/security/users/me/policies", permission: nil)
        return try await client.object(request) { (data) throws(JSONError) in try Policies(data) }
    }
}
