package import MCP
package import WazuhManager

let inventoryTools: [WazuhTool] = [
    WazuhTool(
        "get_agent_processes", title: "Processes of an agent",
        "List the processes that ran on an agent at its last inventory scan, with command line, user and parent.",
        .reads, scope: .read,
        .agentID(),
        .optional(Argument<SearchText>.search("search", "Processes with this text in name, command line or user.")),
        .page()
    ) { wazuh, id, search, page in
        let processes = try await wazuh.manager.processes(
            of: id, search: search, page: page.page, sort: .ascending("pid"))
        return Listing(
            of: "processes", covers: "agent \(id)\(search.map { ", containing \"\($0)\"" } ?? "")", processes, page,
            notes: processes.items.first?.scanned.map { ["Scanned \($0)."] } ?? [], isUntrusted: true)
    },
    WazuhTool(
        "get_agent_ports", title: "Ports of an agent",
        "List the network ports of an agent at its last inventory scan, with the process behind each.",
        .reads, scope: .read,
        .agentID(),
        .optional(
            Argument<PortState>.choice(
                "state", "listening: ports that wait for connections; established: open connections.")),
        .optional(Argument<PortProtocol>.choice("protocol", "Ports of this protocol only.")),
        .optional(Argument<Int>.integer("local_port", "This local port only.", in: 1...65_535)),
        .page()
    ) { wazuh, id, state, transport, port, page in
        let ports = try await wazuh.manager.ports(
            of: id, state: state?.rawValue, transport: transport?.rawValue, localPort: port, page: page.page,
            sort: .ascending("local.port,protocol"))
        var covers = ["agent \(id)"]
        if let state { covers.append(state.rawValue) }
        if let transport { covers.append(transport.rawValue) }
        if let port { covers.append("local port \(port)") }
        var notes = ports.items.first?.scanned.map { ["Scanned \($0)."] } ?? []
        if state != nil { notes.append("UDP ports have no state and are not in this list.") }
        return Listing(
            of: "ports", covers: covers.joined(separator: ", "), ports, page, notes: notes, isUntrusted: true)
    },
    WazuhTool(
        "get_agent_packages", title: "Packages of an agent",
        "List the software that was installed on an agent at its last inventory scan.",
        .reads, scope: .read,
        .agentID(),
        .optional(Argument<SearchText>.search("search", "Packages with this text in name, version or vendor.")),
        .optional(Argument<String>.packageName),
        .page()
    ) { wazuh, id, search, name, page in
        let packages = try await wazuh.manager.packages(
            of: id, name: name, search: search, page: page.page, sort: .ascending("name"))
        let covers = ["agent \(id)", search.map { "containing \"\($0)\"" }, name.map { "name \($0)" }]
        return Listing(
            of: "packages", covers: covers.compactMap(\.self).joined(separator: ", "), packages, page,
            notes: packages.items.first?.scanned.map { ["Scanned \($0)."] } ?? [], isUntrusted: true)
    },
]

enum PortState: String, CaseIterable { case listening, established }
enum PortProtocol: String, CaseIterable { case tcp, tcp6, udp, udp6 }

extension AgentProcess: ListItem {
    package static let structure = Structure<AgentProcess>(
        .init("pid") { $0.pid },
        .init("ppid") { $0.parent },
        .init("name") { $0.name },
        .init("command") { $0.commandLine },
        .init("user") { $0.user },
        .init("state") { $0.state },
        .init("resident_kb") { $0.residentMemory }
    )

    private var commandLine: String? {
        guard let command else { return nil }
        return arguments.map { "\(command) \($0)" } ?? command
    }

    package func add(to text: inout TextWriter) {
        let parts = [user.map { "user \($0)" }, parent.map { "parent \($0)" }, commandLine].compactMap(\.self)
        text.add("\(pid) \(name): \(parts.joined(separator: "; "))")
    }
}

extension AgentPort: ListItem {
    package static let structure = Structure<AgentPort>(
        .init("protocol") { $0.transport },
        .init("local_ip") { $0.local.ip },
        .init("local_port") { $0.local.port },
        .init("remote_ip") { $0.remote?.ip },
        .init("remote_port") { $0.remote?.port },
        .init("state") { $0.state },
        .init("pid") { $0.pid },
        .init("process") { $0.process }
    )

    package func add(to text: inout TextWriter) {
        text.add("\(transport) \(local.ip):\(local.port)")
        if let remote, remote.port != 0 { text.add(" -> \(remote.ip):\(remote.port)") }
        text.add(" ", ifPresent: state)
        if let process { text.add("; \(process)\(pid.map { " (pid \($0))" } ?? "")") }
    }
}

extension Argument where Value == String {
    /// A name in the characters that the manager accepts; Windows packages with others are found by `search`.
    fileprivate static var packageName: Self {
        .string(
            "name", "Packages of exactly this name.",
            expected: "letters, digits, blanks and , - . + : _ (for other names use search)", longest: 256
        ) { text in
            let isAccepted = text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil || ",-.+:_ ".unicodeScalars.contains($0)
            }
            return isAccepted && !text.isEmpty ? text : nil
        }
    }
}

extension AgentPackage: ListItem {
    package static let structure = Structure<AgentPackage>(
        .init("name") { $0.name },
        .init("version") { $0.version },
        .init("architecture") { $0.architecture },
        .init("format") { $0.format },
        .init("vendor") { $0.vendor },
        .init("size_kb") { $0.size },
        .init("installed") { $0.installed }
    )

    package func add(to text: inout TextWriter) {
        text.add([name, version, architecture, format.map { "(\($0))" }].compactMap(\.self).joined(separator: " "))
        text.add("; ", ifPresent: vendor)
        text.add("; installed ", ifPresent: installed)
    }
}
