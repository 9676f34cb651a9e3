/// An account of the simulated API.
package struct SimulatedUser: Sendable, Hashable, CustomStringConvertible {
    package let name: String
    let password: String
    package let role: SimulatedRole

    /// Makes an account; its password is never shown.
    package init(name: String, password: String, role: SimulatedRole) {
        self.name = name
        self.password = password
        self.role = role
    }

    package var description: String { "\(name) (\(role.name))" }
}
