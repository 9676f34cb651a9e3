package import FoundationEssentials

/// The data of a believable company, the same for the same seed; only times follow the given moment.
package struct SimulatedCompany: Sendable {
    package static let wazuhVersion = "4.14.7"

    package let seed: UInt64
    /// The moment the data was built for.
    package let now: Date
    package let clusterName = "acme"
    package let nodes: [SimulatedNode]
    package let groups: [SimulatedGroup]
    /// The manager (000) and all agents, by rising id.
    package let agents: [SimulatedAgent]

    /// The name of the manager that answers.
    package var managerName: String { nodes[0].name }

    /// Builds the company.
    /// - Parameters:
    ///   - seed: makes another company of the same size.
    ///   - now: the moment that times are relative to.
    ///   - agentCount: agents beside the manager, 0…100,000.
    package init(seed: UInt64 = 4147, now: Date, agentCount: Int = 40) {
        self.seed = seed
        self.now = now
        nodes = [
            SimulatedNode(name: "master-node", kind: .master, ip: "10.20.1.10"),
            SimulatedNode(name: "worker-01", kind: .worker, ip: "10.20.1.11"),
        ]
        groups = Self.groupNames.map { name in
            var random = SeededGenerator(seed: seed, part: "group \(name)")
            return SimulatedGroup(name: name, configSum: random.hex(32), mergedSum: random.hex(32))
        }
        agents = Self.makeAgents(seed: seed, now: now, count: agentCount, nodes: nodes)
    }

    /// The agent of an id, `000` for the manager.
    package func agent(_ id: String) -> SimulatedAgent? {
        guard let number = Int(id), agents.indices.contains(number), agents[number].id.utf8.elementsEqual(id.utf8)
        else { return nil }
        return agents[number]
    }

    static let groupNames = ["containers", "database", "default", "dmz", "linux", "macos", "web", "windows"]
}

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
