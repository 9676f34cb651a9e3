import JSON
import SimulatedCompany

/// The configuration that a daemon runs with, as `…/config/{component}/{configuration}` asks for it.
enum ActiveConfiguration {
    static let managerOnly: Set<String> = [
        "analysis", "auth", "monitor", "request", "wazuh-db", "mail", "csyslog", "integrator", "agentless",
    ]

    /// The configuration of an agent or, for 000, of the manager; nil when there is none of that name.
    static func of(_ component: String, _ configuration: String, agent: SimulatedAgent, company: SimulatedCompany)
        -> JSON?
    {
        let pair = "\(component)/\(configuration)"
        if agent.isManager, let value = manager(pair, company) { return value }
        switch pair {
        case "agent/client": return agent.isManager ? nil : client(of: agent, company)
        case "agent/buffer" where !agent.isManager:
            return ["buffer": ["disabled": "no", "queue_size": 5000, "events_per_second": 500]]
        case "agent/labels": return ["labels": [["key": "environment", "value": "production", "hidden": "no"]]]
        case "agent/anti_tampering": return ["anti_tampering": ["package_uninstallation": "no"]]
        case "agent/internal" where !agent.isManager:
            return ["internal": ["agent": .numbers("tolerance=15 warn_level=90 debug=0")]]
        case "com/active-response":
            return ["active-response": ["disabled": "no", "ca_verification": ["etc/wpk_root.pem"]]]
        case "com/logging": return ["logging": ["plain": "yes", "json": "no"]]
        case "com/internal": return ["internal": ["execd": .numbers("request_timeout=60 max_restart_lock=600")]]
        case "logcollector/localfile": return ["localfile": .array(localFiles(of: agent))]
        case "logcollector/socket": return ["target": [["name": "agent"]]]
        case "logcollector/internal":
            return ["internal": ["logcollector": .numbers("loop_timeout=2 open_attempts=8 max_files=1000")]]
        case "syscheck/syscheck": return syscheck(of: agent)
        case "syscheck/rootcheck":
            return ["rootcheck": .options("disabled=no check_files=yes check_trojans=yes check_ports=yes skip_nfs=yes")]
        case "syscheck/internal": return ["internal": ["syscheck": .numbers("rt_delay=5 max_fd_win_rt=256")]]
        case "wmodules/wmodules": return ["wmodules": modules]
        default: return nil
        }
    }

    private static func client(of agent: SimulatedAgent, _ company: SimulatedCompany) -> JSON {
        let node = company.nodes.first { $0.name == agent.nodeName } ?? company.nodes[0]
        return [
            "client": [
                "config-profile": .string(agent.os?.platform ?? ""), "notify_time": 10, "time-reconnect": 60,
                "force_reconnect_interval": 0, "ip_update_interval": 0, "auto_restart": "yes", "remote_conf": "yes",
                "crypto_method": "aes",
                "server": [
                    [
                        "address": .string(node.ip), "port": 1514, "max_retries": 5, "retry_interval": 10,
                        "protocol": "tcp",
                    ]
                ],
                "enrollment": [
                    "enabled": "yes", "delay_after_enrollment": 20, "port": 1515,
                    "ssl_cipher": "HIGH:!ADH:!EXP:!MD5:!RC4:!3DES:!CAMELLIA:@STRENGTH",
                    "authorization_pass_path": "etc/authd.pass", "auto_method": "no",
                ],
            ]
        ]
    }

    private static func localFiles(of agent: SimulatedAgent) -> [JSON] {
        if agent.os?.family == .windows {
            return ["Application", "Security", "System"].map { channel in
                [
                    "file": .string(channel), "logformat": "eventchannel", "only-future-events": "yes",
                    "target": ["agent"],
                ]
            }
        }
        let paths =
            ["/var/log/auth.log", "/var/log/syslog", "/var/ossec/logs/active-responses.log"]
            + (agent.groups.contains("web") ? ["/var/log/nginx/access.log"] : [])
        return paths.map { ["file": .string($0), "logformat": "syslog", "ignore_binaries": "no", "target": ["agent"]] }
    }

    private static func syscheck(of agent: SimulatedAgent) -> JSON {
        let paths =
            agent.os?.family == .windows
            ? ["c:\\windows\\system32", "c:\\programdata"] : ["/etc", "/usr/bin", "/usr/sbin", "/bin"]
        return [
            "syscheck": [
                "disabled": "no", "frequency": 43_200, "skip_nfs": "yes", "skip_dev": "yes", "scan_on_start": "yes",
                "max_eps": 50, "process_priority": 10, "ignore": ["/etc/mtab", "/etc/hosts.deny"],
                "nodiff": ["/etc/ssl/private.key"],
                "directories": .array(
                    paths.map {
                        ["dir": .string($0), "opts": .words("check_md5sum check_sha256sum"), "recursion_level": 256]
                    }),
            ]
        ]
    }

    private static let modules: JSON = [
        ["syscollector": .options("disabled=no interval=3600 scan-on-start=yes packages=yes ports=yes processes=yes")],
        ["sca": ["enabled": "yes", "scan_on_start": "yes", "interval": 43_200, "skip_nfs": "yes", "policies": []]],
        [
            "aws-s3": [
                "disabled": "no", "interval": 600,
                "buckets": [
                    [
                        "type": "cloudtrail", "name": "acme-audit-logs", "access_key": "AKIASIMULATED0000042",
                        "secret_key": "simulated/secret/key/of/the/audit/bucket",
                    ]
                ],
            ]
        ],
    ]
}
