/// A set of rights, as Wazuh's RBAC in its white mode: what is not allowed is denied.
package struct SimulatedRole: Sendable, Hashable {
    /// An action with the resources it is allowed on, such as `agent:read` on `agent:id:*`.
    package struct Permission: Sendable, Hashable {
        package let action: String
        package let resources: [String]
    }

    package let id: Int
    package let name: String
    package let permissions: [Permission]

    /// A role of one's own, numbered from 100 as Wazuh numbers roles that users make.
    ///
    /// The permissions stand in the order `/security/users/me/policies` shows them.
    package init(id: Int, name: String, permissions: [(action: String, resources: [String])]) {
        self.id = id
        self.name = name
        self.permissions = permissions.map { Permission(action: $0.action, resources: $0.resources) }
    }

    /// Whether an action is allowed on any of some ways to name a resource.
    func allows(_ action: String, on names: [String]) -> Bool {
        permissions.contains { permission in
            permission.action == action
                && permission.resources.contains { resource in
                    resource == "*:*:*" || names.contains(resource)
                        || names.contains { resource.hasSuffix("*") && $0.hasPrefix(resource.dropLast()) }
                }
        }
    }
}

extension SimulatedRole {
    package static let administrator = SimulatedRole(
        id: 1, name: "administrator",
        permissions: on(["*:*:*"], "agent:create group:create agent:uninstall")
            + on(agents, "agent:read agent:delete agent:modify_group agent:reconnect agent:restart agent:upgrade")
            + on(["group:id:*"], "group:read group:delete group:update_config group:modify_assignments")
            + on(["agent:id:*"], "active-response:command")
            + on(["*:*:*"], "security:create security:create_user security:read_config security:update_config")
            + on(["*:*:*"], "security:revoke security:edit_run_as")
            + on(
                ["role:id:*", "policy:id:*", "user:id:*", "rule:id:*"], "security:read security:update security:delete")
            + on(["*:*:*"], "cluster:status manager:read manager:read_api_config manager:update_config manager:restart")
            + on(["node:id:*"], "cluster:read_api_config cluster:read cluster:restart cluster:update_config")
            + on(["agent:id:*"], "ciscat:read") + on(["decoder:file:*"], "decoders:read decoders:delete")
            + on(["*:*:*"], "decoders:update lists:update rules:update")
            + on(["list:file:*"], "lists:read lists:delete") + on(["rule:file:*"], "rules:read rules:delete")
            + on(["agent:id:*"], "rootcheck:clear rootcheck:read rootcheck:run sca:read syscheck:clear syscheck:read")
            + on(["agent:id:*"], "syscheck:run syscollector:read")
            + on(["*:*:*"], "mitre:read logtest:run task:status event:ingest"))

    package static let readonly = SimulatedRole(
        id: 2, name: "readonly",
        permissions: on(agents, "agent:read") + on(["group:id:*"], "group:read") + on(["agent:id:*"], "ciscat:read")
            + on(["*:*:*"], "cluster:status manager:read manager:read_api_config")
            + on(["node:id:*"], "cluster:read_api_config cluster:read") + on(["decoder:file:*"], "decoders:read")
            + on(["list:file:*"], "lists:read") + on(["agent:id:*"], "rootcheck:read")
            + on(["rule:file:*"], "rules:read")
            + on(["*:*:*"], "mitre:read") + on(["agent:id:*"], "sca:read syscheck:read syscollector:read"))

    package static let agentsReadonly = SimulatedRole(
        id: 4, name: "agents_readonly", permissions: on(agents, "agent:read") + on(["group:id:*"], "group:read"))

    private static let agents = ["agent:id:*", "agent:group:*"]

    private static func on(_ resources: [String], _ actions: String) -> [(action: String, resources: [String])] {
        actions.split(separator: " ").map { (String($0), resources) }
    }
}
