/// A manager of the simulated cluster.
package struct SimulatedNode: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case master, worker
    }

    package let name: String
    package let kind: Kind
    package let ip: String
}

/// A group of agents that share a configuration.
package struct SimulatedGroup: Sendable, Hashable {
    package let name: String
    package let configSum: String
    package let mergedSum: String
}
