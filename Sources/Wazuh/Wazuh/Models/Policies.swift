package import JSON

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
        mode = Mode(rawValue: view["rbac_mode"]?.string ?? "") ?? .white
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
