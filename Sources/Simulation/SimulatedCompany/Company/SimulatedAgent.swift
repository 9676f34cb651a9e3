package import FoundationEssentials

/// A monitored machine of the company; number 000 is the manager itself.
package struct SimulatedAgent: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case active, pending
        case neverConnected = "never_connected"
        case disconnected
    }

    /// Digits, at least three.
    package let id: String
    package let name: String
    /// `any` while the agent never connected.
    package let ip: String
    package let registerIP: String
    package let status: Status
    /// Wazuh's reason of the state: 0 none, 3 shutdown received, 4 no keep-alive, 5 reset by manager.
    package let statusCode: Int
    /// Nil while the agent never connected.
    package let os: SimulatedOS?
    /// Such as `Wazuh v4.14.1`; nil while the agent never connected.
    package let version: String?
    package let groups: [String]
    /// The cluster node the agent reports to, `unknown` while it never connected.
    package let nodeName: String
    package let addedAt: Date
    package let disconnectedAt: Date?
    /// How old the last keep-alive is, in seconds; nil for the manager and while the agent never connected.
    package let keepAliveAge: Int?
    package let isConfigurationSynced: Bool
    package let isContainer: Bool
    /// MD5 of the merged group files on the agent; nil while the agent never connected.
    package let mergedSum: String?

    package var isManager: Bool { id == "000" }

    /// Whether inventories, policies and file integrity have reached the manager.
    package var hasSynchronised: Bool { status != .neverConnected && status != .pending }

    /// When the agent was last heard of; an active agent keeps reporting as time goes on.
    package func lastKeepAlive(at now: Date, built: Date) -> Date? {
        guard let keepAliveAge else { return nil }
        let reference = status == .active ? now : built
        let tenSeconds = (reference.timeIntervalSince1970 / 10).rounded(.down) * 10
        return Date(timeIntervalSince1970: tenSeconds - Double(keepAliveAge))
    }
}
