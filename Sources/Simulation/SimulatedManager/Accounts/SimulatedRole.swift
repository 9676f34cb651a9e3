import Encodings
import SimulatedCompany

/// A set of rights, as Wazuh's RBAC in its white mode: what is not allowed is denied.
package struct SimulatedRole: Sendable {
    /// An action with the resources it is allowed on, such as `agent:read` on `agent:id:*`.
    package struct Permission: Sendable {
        let action: String
        let resources: [String]
    }

    let id: Int
    let name: String
    /// In the order in which `/security/users/me/policies` shows them.
    let permissions: [Permission]

    /// A role of one's own, numbered from 100 as Wazuh numbers roles that users make.
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
                    resource == "*:*:*"
                        || names.contains {
                            resource.hasSuffix("*")
                                ? $0.utf8.starts(with: resource.utf8.dropLast()) : $0.hasSameBytes(as: resource)
                        }
                }
        }
    }

    static let file = DataFile("permissions.tsv", PackageResources.permissions_tsv) { row throws(DataError) in
        (role: try row.text("role"), actions: try row.words("actions"), resources: try row.words("resources"))
    }

    package static let administrator = SimulatedRole(standard: 1, "administrator")
    package static let readonly = SimulatedRole(standard: 2, "readonly")
    package static let agentsReadonly = SimulatedRole(standard: 4, "agents_readonly")

    private init(standard id: Int, _ name: String) {
        let rows = Self.file.values.filter { $0.role == name }
        self.init(
            id: id, name: name, permissions: rows.flatMap { row in row.actions.map { ($0, row.resources) } })
    }
}

/// An account of the simulated API.
package struct SimulatedUser: Sendable, CustomStringConvertible {
    let name: String
    let password: String
    let role: SimulatedRole

    /// Makes an account; its password is never shown.
    package init(name: String, password: String, role: SimulatedRole) {
        self.name = name
        self.password = password
        self.role = role
    }

    package var description: String { "\(name) (\(role.name))" }
}
