import FoundationEssentials
import JSON
import SimulatedCompany

/// A list of the syscollector.
struct Inventory: Sendable {
    enum Name: String, Sendable {
        case os, hardware, packages, processes, ports, hotfixes, netiface, netaddr, netproto
        case users, groups, services
        case browserExtensions = "browser_extensions"
    }

    let name: Name
    /// The first Wazuh version that has it.
    let since: String
    /// The names of its query parameters, separated by blanks.
    let parameters: String
    /// The fields of the list, known without an item.
    let fields: [String]

    static let file = DataFile("inventories.tsv", PackageResources.inventories_tsv) { row throws(DataError) in
        Inventory(
            name: try row.convert("name", Name.init), since: try row.text("since"),
            parameters: try row.text("parameters"),
            fields: try row.words("fields") + ["scan.id", "scan.time", "agent_id"])
    }

    /// The items of an agent.
    func items(of agent: SimulatedAgent, in company: SimulatedCompany) -> [JSON] {
        let scan: JSON = ["id": 0, "time": .string(Timestamp.offset(company.scanTime(of: agent)))]
        let items =
            switch name {
            case .os: company.osItems(of: agent, scan)
            case .hardware: company.hardwareItems(of: agent, scan)
            case .packages: company.packages(of: agent).map { $0.item(scan) }
            case .processes: company.processes(of: agent).enumerated().map { $1.item(scan, processor: $0 % 4) }
            case .ports: company.ports(of: agent).enumerated().map { $1.item(scan, inode: 40_000 + $0) }
            case .hotfixes: company.hotfixes(of: agent).map { JSONObject([("hotfix", .string($0)), ("scan", scan)]) }
            case .netiface, .netaddr, .netproto: company.networkItems(name, of: agent, scan)
            case .users, .groups, .services, .browserExtensions: company.accountItems(name, of: agent, scan)
            }
        return items.map { .object($0.adding(["agent_id": .string(agent.id)])) }
    }
}

extension SimulatedPackage {
    fileprivate func item(_ scan: JSON) -> JSONObject {
        [
            "scan": scan, "name": .string(name), "install_time": scan["time"] ?? .null,
            "architecture": .string(architecture),
            "version": .string(version), "description": .string(description), "format": .string(format),
            "section": .string(section), "priority": "optional", "size": .int(size), "vendor": .string(vendor),
        ]
    }
}

extension SimulatedProcess {
    fileprivate func item(_ scan: JSON, processor: Int) -> JSONObject {
        let owner = JSON.string(user)
        return [
            "scan": scan, "ppid": .int(parent), "tty": 0, "stime": .int(pid % 97), "rgroup": owner,
            "name": .string(name),
            "suser": owner, "fgroup": owner, "processor": .int(processor), "nice": 0, "egroup": owner, "ruser": owner,
            "tgid": .int(pid), "resident": .int(residentSize), "nlwp": .int(threads), "euser": owner,
            "vm_size": .int(residentSize * 4), "pgrp": .int(pid), "sgroup": owner, "start_time": .int(startTime),
            "size": .int(residentSize * 4), "utime": .int(pid % 613), "pid": .string(String(pid)),
            "cmd": .string(command),
            "share": .int(residentSize / 5), "priority": 20, "state": .string(state), "session": .int(pid),
        ]
    }
}

extension SimulatedPort {
    fileprivate func item(_ scan: JSON, inode: Int) -> JSONObject {
        var item: JSONObject = [
            "local": ["ip": .string(localIP), "port": .int(localPort)],
            "remote": ["ip": .string(remoteIP), "port": .int(remotePort)], "scan": scan, "inode": .int(inode),
            "rx_queue": 0,
            "tx_queue": 0, "pid": .int(pid), "protocol": .string(transport), "process": .string(process),
        ]
        item["state"] = state.map(JSON.string)
        return item
    }
}

extension SimulatedCompany {
    fileprivate func osItems(of agent: SimulatedAgent, _ scan: JSON) -> [JSONObject] {
        guard let os = agent.os, var fields = os.json(host: agent.name).object else { return [] }
        (fields["arch"], fields["uname"]) = (nil, nil)
        return [
            [
                "os": .object(fields), "scan": scan, "sysname": .string(os.family.rawValue.uppercasedFirst),
                "release": .string(os.kernel),
                "version": .string("#1 SMP \(os.kernel)"), "architecture": .string(os.architecture),
                "hostname": .string(agent.name),
            ]
        ]
    }

    fileprivate func hardwareItems(of agent: SimulatedAgent, _ scan: JSON) -> [JSONObject] {
        let machine = hardware(of: agent)
        let used = 100 - machine.memoryFree * 100 / machine.memoryTotal
        return [
            [
                "cpu": [
                    "cores": .int(machine.cores), "mhz": .int(machine.megahertz), "name": .string(machine.cpuName),
                ],
                "ram": ["free": .int(machine.memoryFree), "total": .int(machine.memoryTotal), "usage": .int(used)],
                "scan": scan, "board_serial": .string(machine.boardSerial),
            ]
        ]
    }

    fileprivate func networkItems(_ inventory: Inventory.Name, of agent: SimulatedAgent, _ scan: JSON) -> [JSONObject] {
        let machine = hardware(of: agent)
        let network = agent.ip.split(separator: ".").dropLast().joined(separator: ".")
        let name = JSON.string(machine.interface)
        switch inventory {
        case .netaddr:
            return [
                [
                    "scan": ["id": 0], "address": .string(agent.ip), "iface": name,
                    "broadcast": .string("\(network).255"),
                    "proto": "ipv4", "netmask": "255.255.255.0",
                ]
            ]
        case .netproto:
            return [
                [
                    "scan": ["id": 0], "dhcp": "disabled", "iface": name, "gateway": .string("\(network).1"),
                    "type": "ipv4",
                ]
            ]
        default:
            let bytes = machine.memoryFree
            return [
                [
                    "rx": ["bytes": .int(bytes * 9), "dropped": 0, "errors": 0, "packets": .int(bytes / 40)],
                    "scan": scan,
                    "tx": ["bytes": .int(bytes * 3), "dropped": 0, "errors": 0, "packets": .int(bytes / 90)],
                    "name": name,
                    "mtu": 1500, "mac": .string(machine.mac), "type": "ethernet", "state": "up",
                ]
            ]
        }
    }

    /// What Wazuh collects since 4.14: accounts, services, extensions of browsers.
    fileprivate func accountItems(_ inventory: Inventory.Name, of agent: SimulatedAgent, _ scan: JSON) -> [JSONObject] {
        guard let os = agent.os, agent.hasSynchronised else { return [] }
        var random = SeededGenerator(seed: seed, part: "accounts \(agent.id)")
        let names = ["root", "wazuh", "deploy", random.pick(["alice", "bela", "chiara", "dmitri"])]
        let checksum = JSON.string(random.hex(40))
        switch inventory {
        case .users:
            return names.enumerated().map { index, name in
                let id = JSON.int(index == 0 ? 0 : 999 + index)
                return [
                    "scan": scan,
                    "user": [
                        "full_name": .string(name.uppercasedFirst), "group_id": id, "home": .string("/home/\(name)"),
                        "id": id,
                        "is_hidden": 0, "is_remote": 0, "name": .string(name), "shell": "/bin/bash", "type": "local",
                        "uid_signed": id,
                    ], "checksum": checksum,
                ]
            }
        case .groups:
            return [("root", 0), ("sudo", 27), ("docker", 998)].map { name, id in
                [
                    "group": [
                        "description": "", "id": .int(id), "id_signed": .int(id), "is_hidden": 0, "name": .string(name),
                        "users": .string(names[3]),
                    ], "scan": scan, "checksum": checksum,
                ]
            }
        case .services:
            return SimulatedService.services(of: agent, os).enumerated().map { index, service in
                [
                    "scan": scan,
                    "service": [
                        "description": .string(service.command), "enabled": "enabled",
                        "id": .string("\(service.name).service"),
                        "name": .string(service.name), "start_type": "auto", "state": "active", "sub_state": "running",
                    ], "checksum": checksum, "file.path": .string("/lib/systemd/system/\(service.name).service"),
                    "process.pid": .int(SimulatedService.pid(index)),
                ]
            }
        default:
            guard os.family != .linux else { return [] }
            return [
                [
                    "browser": ["name": "chrome", "profile_name": "Default", "profile_path": "Default"],
                    "package": [
                        "enabled": 1, "id": "cjpalhdlnbpafiamejdnhcphjbkeiagm", "name": "uBlock Origin",
                        "version": "1.58.0",
                    ],
                    "scan": scan, "user.id": "1000", "checksum": checksum,
                ]
            ]
        }
    }
}
