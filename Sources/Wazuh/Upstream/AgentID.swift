/// The number of an agent as Wazuh writes it: at least three digits.
package struct AgentID: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Reads digits, filling up to three with zeros: `1` is agent `001`; nil for anything else.
    ///
    /// The manager decodes `%2F` in a path (API server since 4.9), so nothing but digits may get there.
    package init?(_ text: String) {
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        if text.utf8.count == 3 {
            description = text
        } else {
            let digits = text.drop { $0 == "0" }
            description = String(repeating: "0", count: max(3 - digits.utf8.count, 0)) + digits
        }
    }

    /// The manager itself.
    package static let manager = AgentID(digits: "000")

    private init(digits: String) { description = digits }

    package var isManager: Bool { self == .manager }
}
