import FoundationEssentials

/// A running process of an agent.
package struct SimulatedProcess: Sendable, Hashable {
    package let pid: Int
    package let parent: Int
    package let name: String
    package let command: String
    package let user: String
    /// `R`, `S`, `I`…, as the kernel names it.
    package let state: String
    package let threads: Int
    /// Kilobytes.
    package let residentSize: Int
    /// Seconds since 1970.
    package let startTime: Int
}

/// A socket of an agent.
package struct SimulatedPort: Sendable, Hashable {
    package let transport: String
    package let localIP: String
    package let localPort: Int
    package let remoteIP: String
    package let remotePort: Int
    /// Nil for UDP.
    package let state: String?
    package let pid: Int
    package let process: String
}

/// What runs on machines of a family and a purpose, with the ports it listens on.
package struct SimulatedService: Sendable {
    package let name: String
    package let command: String
    let user: String
    let ports: [Int]

    static let file = DataFile("services.tsv", PackageResources.services_tsv) { row throws(DataError) in
        (
            on: try row.text("on"),
            service: SimulatedService(
                name: try row.text("name"), command: try row.text("command"), user: try row.text("user"),
                ports: try row.list("ports") { Int($0) })
        )
    }
    private static let all = Dictionary(grouping: file.values, by: \.on).mapValues { $0.map(\.service) }

    /// The services of an agent: those of its family, then those of its purposes.
    package static func services(of agent: SimulatedAgent, _ os: SimulatedOS) -> [SimulatedService] {
        let family = agent.isContainer && os.family == .linux ? "container" : os.family.rawValue
        let purposes = agent.groups.filter { $0 != "linux" }.map {
            os.family == .linux ? $0 : "\(os.family.rawValue) \($0)"
        }
        return ([family] + purposes).flatMap { all[$0] ?? [] }
    }

    /// The process identifier of the service of a place in the list.
    package static func pid(_ index: Int) -> Int { index == 0 ? 1 : 400 + index * 17 }
}

extension SimulatedCompany {
    /// The processes of an agent, 60…200; none before its first synchronisation.
    package func processes(of agent: SimulatedAgent) -> [SimulatedProcess] {
        guard let os = agent.os, agent.hasSynchronised else { return [] }
        var random = SeededGenerator(seed: seed, part: "processes \(agent.id)")
        let services = SimulatedService.services(of: agent, os)
        let fillers = (os.family == .windows ? NameList.windowsProcesses : .processes).values
        let boot = Int(now.timeIntervalSince1970) - random.number(2...60) * 86_400
        let count = random.number(60...200)
        return (0..<count).map { index in
            let service = index < services.count ? services[index] : nil
            let name = service?.name ?? random.pick(fillers)
            return SimulatedProcess(
                pid: SimulatedService.pid(index), parent: index == 0 ? 0 : 1, name: name,
                command: service?.command ?? name,
                user: service?.user ?? (os.family == .windows ? "SYSTEM" : random.pick(["root", "root", "deploy"])),
                state: random.pick(["S", "S", "S", "I", "R"]), threads: random.number(1...24),
                residentSize: random.number(800...400_000), startTime: boot + index * 7)
        }
    }

    /// The sockets of an agent, 10…40; none before its first synchronisation.
    package func ports(of agent: SimulatedAgent) -> [SimulatedPort] {
        guard let os = agent.os, agent.hasSynchronised else { return [] }
        var random = SeededGenerator(seed: seed, part: "ports \(agent.id)")
        let services = SimulatedService.services(of: agent, os)
        var ports = services.enumerated().flatMap { index, service in
            service.ports.flatMap { Self.listeners(service, port: $0, pid: SimulatedService.pid(index)) }
        }
        let count = random.number(max(10, ports.count)...40)
        while ports.count < count {
            let service = random.pick(services)
            let remote =
                random.chance(60)
                ? "10.20.\(random.number(1...80)).\(random.number(10...250))" : "203.0.113.\(random.number(1...254))"
            ports.append(
                SimulatedPort(
                    transport: "tcp", localIP: agent.ip, localPort: random.number(32_768...60_999), remoteIP: remote,
                    remotePort: random.pick([443, 443, 1514, 5432, 22]),
                    state: random.pick(["established", "established", "time_wait", "close_wait"]),
                    pid: SimulatedService.pid(services.firstIndex { $0.name == service.name } ?? 0),
                    process: service.name))
        }
        return ports
    }

    private static func listeners(_ service: SimulatedService, port: Int, pid: Int) -> [SimulatedPort] {
        let isUDP = port == 53 || port == 5353
        return [("0.0.0.0", isUDP ? "udp" : "tcp"), ("::", isUDP ? "udp6" : "tcp6")].map { address, transport in
            SimulatedPort(
                transport: transport, localIP: address, localPort: port, remoteIP: address, remotePort: 0,
                state: isUDP ? nil : "listening", pid: pid, process: service.name)
        }
    }
}
