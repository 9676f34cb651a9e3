/// The id of an SCA policy such as `cis_ubuntu22-04`, safe in a path.
package struct PolicyID: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Nil for anything but 1 to 128 letters, digits, `-`, `_` and `.`, and for `.` and `..`.
    package init?(_ text: String) {
        guard let name = NodeName(text) else { return nil }
        description = name.description
    }
}
