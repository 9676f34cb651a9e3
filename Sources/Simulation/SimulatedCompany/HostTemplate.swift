/// What machines of one purpose have in common.
struct HostTemplate: Sendable {
    let prefix: String
    let os: SimulatedOS
    let groups: [String]
    let subnet: Int
    var isContainer = false

    /// The mixture of a mid-sized company, repeated until there are enough hosts.
    static let all: [HostTemplate] = [
        HostTemplate(prefix: "web", os: .ubuntu22, groups: ["linux", "web", "dmz"], subnet: 10),
        HostTemplate(prefix: "db-postgres", os: .rhel9, groups: ["linux", "database"], subnet: 20),
        HostTemplate(prefix: "dc", os: .windowsServer2022, groups: ["windows"], subnet: 5),
        HostTemplate(prefix: "app-orders", os: .debian12, groups: ["linux"], subnet: 30),
        HostTemplate(prefix: "ws-finance", os: .windows11, groups: ["windows"], subnet: 60),
        HostTemplate(prefix: "web", os: .ubuntu24, groups: ["linux", "web", "dmz"], subnet: 10),
        HostTemplate(
            prefix: "ctr-payments", os: .alpine, groups: ["linux", "containers"], subnet: 40, isContainer: true),
        HostTemplate(prefix: "mac-dev", os: .macOS14, groups: ["macos"], subnet: 70),
        HostTemplate(prefix: "mail-relay", os: .debian12, groups: ["linux", "dmz"], subnet: 10),
        HostTemplate(prefix: "file-srv", os: .windowsServer2019, groups: ["windows"], subnet: 6),
        HostTemplate(prefix: "k8s-node", os: .amazon2023, groups: ["linux", "containers"], subnet: 40),
        HostTemplate(prefix: "db-mysql", os: .ubuntu22, groups: ["linux", "database"], subnet: 20),
        HostTemplate(prefix: "ws-hr", os: .windows11, groups: ["windows"], subnet: 61),
        HostTemplate(prefix: "vpn-gw", os: .debian12, groups: ["linux", "dmz"], subnet: 10),
        HostTemplate(
            prefix: "ctr-frontend", os: .alpine, groups: ["linux", "containers", "web"], subnet: 41, isContainer: true),
        HostTemplate(prefix: "db-mssql", os: .windowsServer2022, groups: ["windows", "database"], subnet: 21),
        HostTemplate(prefix: "ci-runner", os: .ubuntu24, groups: ["linux"], subnet: 50),
        HostTemplate(prefix: "ws-sales", os: .windows11, groups: ["windows"], subnet: 62),
        HostTemplate(prefix: "mac-design", os: .macOS14, groups: ["macos"], subnet: 71),
        HostTemplate(prefix: "backup", os: .rhel9, groups: ["linux"], subnet: 80),
    ]
}
