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
package struct ServiceTemplate: Sendable {
    package let name: String
    package let command: String
    let user: String
    var ports: [Int] = []

    package static func services(of agent: SimulatedAgent, _ os: SimulatedOS) -> [ServiceTemplate] {
        let base: [ServiceTemplate] =
            switch os.family {
            case .linux: agent.isContainer ? container : linux
            case .windows: windows
            case .darwin: darwin
            }
        return base + agent.groups.flatMap { os.family == .linux ? (byPurpose[$0] ?? []) : [] }
            + (os.family == .windows && agent.groups.contains("database") ? [sqlServer] : [])
    }

    private static let linux = [
        ServiceTemplate(name: "systemd", command: "/lib/systemd/systemd", user: "root"),
        ServiceTemplate(name: "sshd", command: "sshd: /usr/sbin/sshd -D [listener]", user: "root", ports: [22]),
        ServiceTemplate(name: "rsyslogd", command: "/usr/sbin/rsyslogd -n -iNONE", user: "syslog"),
        ServiceTemplate(name: "cron", command: "/usr/sbin/cron -f -P", user: "root"),
        ServiceTemplate(
            name: "systemd-resolve", command: "/lib/systemd/systemd-resolved", user: "systemd-resolve", ports: [53]),
        ServiceTemplate(name: "wazuh-agentd", command: "/var/ossec/bin/wazuh-agentd", user: "wazuh"),
        ServiceTemplate(name: "wazuh-logcollector", command: "/var/ossec/bin/wazuh-logcollector", user: "root"),
        ServiceTemplate(name: "wazuh-syscheckd", command: "/var/ossec/bin/wazuh-syscheckd", user: "root"),
        ServiceTemplate(name: "node_exporter", command: "/usr/bin/node_exporter", user: "prometheus", ports: [9100]),
    ]
    private static let container = [
        ServiceTemplate(name: "tini", command: "/sbin/tini -- /app/entrypoint.sh", user: "root"),
        ServiceTemplate(name: "java", command: "java -jar /app/service.jar", user: "app", ports: [8080, 8081]),
        ServiceTemplate(name: "wazuh-agentd", command: "/var/ossec/bin/wazuh-agentd", user: "wazuh"),
    ]
    private static let windows = [
        ServiceTemplate(name: "System", command: "System", user: "SYSTEM", ports: [445, 139]),
        ServiceTemplate(
            name: "lsass.exe", command: "C:\\Windows\\System32\\lsass.exe", user: "SYSTEM", ports: [88, 389]),
        ServiceTemplate(
            name: "svchost.exe", command: "C:\\Windows\\System32\\svchost.exe -k RPCSS", user: "NETWORK SERVICE",
            ports: [135, 3389]),
        ServiceTemplate(
            name: "wazuh-agent.exe", command: "C:\\Program Files (x86)\\ossec-agent\\wazuh-agent.exe", user: "SYSTEM"),
        ServiceTemplate(
            name: "MsMpEng.exe", command: "C:\\ProgramData\\Microsoft\\Windows Defender\\MsMpEng.exe", user: "SYSTEM"),
        ServiceTemplate(name: "explorer.exe", command: "C:\\Windows\\explorer.exe", user: "ACME\\user"),
    ]
    private static let darwin = [
        ServiceTemplate(name: "launchd", command: "/sbin/launchd", user: "root"),
        ServiceTemplate(
            name: "WindowServer", command: "/System/Library/PrivateFrameworks/SkyLight.framework/WindowServer",
            user: "_windowserver"),
        ServiceTemplate(
            name: "mDNSResponder", command: "/usr/sbin/mDNSResponder", user: "_mdnsresponder", ports: [5353]),
        ServiceTemplate(name: "wazuh-agentd", command: "/Library/Ossec/bin/wazuh-agentd", user: "wazuh"),
        ServiceTemplate(name: "rapportd", command: "/usr/libexec/rapportd", user: "developer", ports: [49_152]),
    ]
    private static let sqlServer = ServiceTemplate(
        name: "sqlservr.exe", command: "C:\\Program Files\\Microsoft SQL Server\\sqlservr.exe", user: "MSSQLSERVER",
        ports: [1433])
    private static let byPurpose: [String: [ServiceTemplate]] = [
        "web": [
            ServiceTemplate(
                name: "nginx", command: "nginx: master process /usr/sbin/nginx", user: "root", ports: [80, 443])
        ],
        "database": [
            ServiceTemplate(
                name: "postgres", command: "/usr/lib/postgresql/14/bin/postgres -D /var/lib/postgresql",
                user: "postgres", ports: [5432])
        ],
        "containers": [
            ServiceTemplate(name: "containerd", command: "/usr/bin/containerd", user: "root", ports: [10_250])
        ],
        "dmz": [
            ServiceTemplate(name: "fail2ban-server", command: "/usr/bin/python3 /usr/bin/fail2ban-server", user: "root")
        ],
    ]
    static let fillers = [
        "kworker", "bash", "python3", "ksoftirqd", "dbus-daemon", "agetty", "sleep", "java", "node", "multipathd",
        "snapd", "irqbalance",
    ]
    static let windowsFillers = [
        "svchost.exe", "RuntimeBroker.exe", "chrome.exe", "msedge.exe", "conhost.exe", "dllhost.exe", "OUTLOOK.EXE",
        "Teams.exe",
    ]
}
