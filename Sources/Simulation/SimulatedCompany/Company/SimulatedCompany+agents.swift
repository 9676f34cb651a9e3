import FoundationEssentials

extension SimulatedCompany {
    static func makeAgents(seed: UInt64, now: Date, count: Int, nodes: [SimulatedNode]) -> [SimulatedAgent] {
        var agents = [manager(now: now, node: nodes[0])]
        var numbers: [String: Int] = [:]
        for index in 1...max(1, count) where index <= count {
            let template = HostTemplate.all[(index - 1) % HostTemplate.all.count]
            numbers[template.prefix, default: 0] += 1
            agents.append(
                agent(
                    index, name: "\(template.prefix)-\(padded(numbers[template.prefix] ?? 1, 2))",
                    template: template,
                    node: nodes[index % 3 == 0 ? 1 : 0], now: now,
                    random: SeededGenerator(seed: seed, part: "agent \(index)")))
        }
        return agents
    }

    private static func manager(now: Date, node: SimulatedNode) -> SimulatedAgent {
        SimulatedAgent(
            id: "000", name: node.name, ip: "127.0.0.1", registerIP: "127.0.0.1", status: .active, statusCode: 0,
            os: SimulatedOS.all["ubuntu22"], version: "Wazuh v\(wazuhVersion)", groups: [], nodeName: node.name,
            addedAt: now.addingTimeInterval(-420 * 86_400), disconnectedAt: nil, keepAliveAge: nil,
            isConfigurationSynced: true, isContainer: false, mergedSum: nil)
    }

    private static func agent(
        _ index: Int, name: String, template: HostTemplate, node: SimulatedNode, now: Date, random: SeededGenerator
    ) -> SimulatedAgent {
        var random = random
        let status = status(of: index)
        let isKnown = status != .neverConnected
        let ip = "10.20.\(template.subnet).\(11 + (index - 1) % 240)"
        let age = keepAliveAge(of: status, &random)
        return SimulatedAgent(
            id: padded(index, 3), name: name, ip: isKnown ? ip : "any",
            registerIP: random.chance(30) ? ip : "any",
            status: status, statusCode: statusCode(of: status, index), os: isKnown ? template.os : nil,
            version: isKnown ? "Wazuh v\(version(of: index))" : nil,
            groups: isKnown ? ["default"] + template.groups : [],
            nodeName: isKnown ? node.name : "unknown",
            addedAt: now.addingTimeInterval(Double(-random.number(30...400) * 86_400 - random.number(0...86_399))),
            disconnectedAt: status == .disconnected ? age.map { now.addingTimeInterval(Double(600 - $0)) } : nil,
            keepAliveAge: age, isConfigurationSynced: status == .active && index % 11 != 0,
            isContainer: template.isContainer, mergedSum: isKnown ? random.hex(32) : nil)
    }

    /// A fixed pattern, so that every size has some of each state and most are active.
    private static func status(of index: Int) -> SimulatedAgent.Status {
        switch index {
        case _ where index % 20 == 17: .neverConnected
        case _ where index % 40 == 29: .pending
        case _ where index % 10 == 7, _ where index % 40 == 20: .disconnected
        default: .active
        }
    }

    private static func statusCode(of status: SimulatedAgent.Status, _ index: Int) -> Int {
        switch status {
        case .active, .neverConnected: 0
        case .pending: 5
        case .disconnected: index % 2 == 0 ? 3 : 4
        }
    }

    private static func keepAliveAge(of status: SimulatedAgent.Status, _ random: inout SeededGenerator) -> Int? {
        switch status {
        case .active: random.number(0...15)
        case .pending: random.number(30...90)
        case .disconnected: random.number(1...14) * 86_400 + random.number(0...80_000)
        case .neverConnected: nil
        }
    }

    /// Two thirds run the manager's version, the rest lag behind.
    private static func version(of index: Int) -> String {
        let older = ["4.14.1", "4.13.1", "4.12.0", "4.11.2", "4.10.1", "4.9.2", "4.8.2"]
        return index % 3 == 0 ? older[index / 3 % older.count] : wazuhVersion
    }
}

/// What machines of one purpose have in common.
struct HostTemplate: Sendable {
    let prefix: String
    let os: SimulatedOS
    let groups: [String]
    let subnet: Int
    let isContainer: Bool

    /// The mixture of a mid-sized company, repeated until there are enough hosts.
    static let file = DataFile("hosts.tsv", PackageResources.hosts_tsv) { row throws(DataError) in
        HostTemplate(
            prefix: try row.text("prefix"), os: try row.convert("system") { SimulatedOS.all[$0] },
            groups: try row.words("groups"), subnet: try row.number("subnet"),
            isContainer: try row.optional("container") != nil)
    }
    static let all = file.values
}
