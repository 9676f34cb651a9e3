import FoundationEssentials
import SimulatedCompany
import JSON

/// A list of the syscollector.
enum Inventory: String, Sendable, CaseIterable {
    case os, hardware, packages, processes, ports, hotfixes, netiface, netaddr, netproto
    case users, groups, services
    case browserExtensions = "browser_extensions"

    /// The items of an agent.
    func items(of agent: SimulatedAgent, in company: SimulatedCompany) -> [JSON] {
        let scan: JSON = ["id": 0, "time": .string(Timestamp.offset(company.scanTime(of: agent)))]
        let items =
            switch self {
            case .os: company.osItems(of: agent, scan)
            case .hardware: company.hardwareItems(of: agent, scan)
            case .packages: company.packages(of: agent).map { $0.item(scan) }
            case .processes: company.processes(of: agent).enumerated().map { $1.item(scan, processor: $0 % 4) }
            case .ports: company.ports(of: agent).enumerated().map { $1.item(scan, inode: 40_000 + $0) }
            case .hotfixes: company.hotfixes(of: agent).map { JSONObject([("hotfix", .string($0)), ("scan", scan)]) }
            case .netiface, .netaddr, .netproto: company.networkItems(self, of: agent, scan)
            case .users, .groups, .services, .browserExtensions: company.accountItems(self, of: agent, scan)
            }
        return items.map { .object($0.adding(["agent_id": .string(agent.id)])) }
    }

    /// The fields of the list, known without an item.
    var fields: [String] {
        let names =
            switch self {
            case .os:
                "os.name os.version os.platform os.codename os.major os.minor os.build sysname release version architecture hostname"
            case .hardware: "board_serial cpu.name cpu.cores cpu.mhz ram.total ram.free ram.usage"
            case .packages:
                "name version vendor architecture format section priority size description install_time location source"
            case .processes:
                "pid name cmd ppid state euser ruser suser egroup rgroup sgroup fgroup priority nice size vm_size resident share "
                    + "start_time pgrp session nlwp tgid tty processor utime stime argvs"
            case .ports:
                "local.ip local.port remote.ip remote.port inode rx_queue tx_queue pid protocol process state"
            case .hotfixes: "hotfix"
            case .netiface:
                "name adapter type state mtu mac rx.bytes rx.packets rx.errors rx.dropped tx.bytes tx.packets tx.errors tx.dropped"
            case .netaddr: "address broadcast iface netmask proto"
            case .netproto: "dhcp gateway iface type metric"
            case .users: "user.name user.id user.full_name user.home user.shell user.type user.group_id"
            case .groups: "group.name group.id group.users group.description"
            case .services:
                "service.id service.name service.state service.enabled service.start_type process.pid file.path"
            case .browserExtensions: "browser.name package.name package.id package.version package.enabled user.id"
            }
        return names.split(separator: " ").map(String.init) + ["scan.id", "scan.time", "agent_id"]
    }
}
