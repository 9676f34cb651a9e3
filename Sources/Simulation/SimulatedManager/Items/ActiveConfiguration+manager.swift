import JSON
import SimulatedCompany

extension ActiveConfiguration {
    /// What only a manager has; some of it is secret, so that clients have something to redact.
    static func manager(_ pair: String, _ company: SimulatedCompany) -> JSON? {
        switch pair {
        case "analysis/global": return ["global": global]
        case "analysis/alerts": return ["alerts": ["email_alert_level": 12, "log_alert_level": 3]]
        case "analysis/active_response":
            return ["active-response": [.options("command=firewall-drop600 level=10 location=local timeout=600")]]
        case "analysis/command": return ["command": .array(commands)]
        case "analysis/internal":
            return ["internal": ["analysisd": .numbers("stats_maxdiff=999000 event_threads=0 debug=0")]]
        case "analysis/decoders": return ["decoders": []]
        case "analysis/rules": return ["rules": []]
        case "analysis/rule_test":
            return ["rule_test": .options("enabled=yes threads=1 max_sessions=64 session_timeout=900")]
        case "auth/auth": return ["auth": auth]
        case "monitor/global":
            return ["global": ["agents_disconnection_time": "15m", "agents_disconnection_alert_time": "0s"]]
        case "monitor/internal":
            return ["internal": ["monitord": .numbers("rotate_log=1 keep_log_days=31 day_wait=10")]]
        case "monitor/reports": return ["reports": []]
        case "request/remote":
            return [
                "remote": [
                    ["connection": "secure", "ipv6": "no", "port": "1514", "protocol": ["TCP"], "queue_size": "131072"]
                ]
            ]
        case "request/global": return ["global": ["agents_disconnection_time": 900]]
        case "request/internal": return ["internal": ["remoted": .numbers("recv_counter_flush=128 verify_msg_id=0")]]
        case "wazuh-db/wdb":
            return ["wdb": ["backup": [["database": "global", "enabled": true, "interval": 86_400, "max_files": 3]]]]
        case "wazuh-db/internal":
            return ["internal": ["wazuh_db": .numbers("commit_time_max=60 open_db_limit=64 worker_pool_size=8")]]
        case "mail/alerts": return ["email_alerts": []]
        case "csyslog/csyslog": return ["syslog_output": []]
        case "agentless/agentless": return ["agentless": []]
        case "integrator/integration":
            return [
                "integration": [
                    [
                        "name": "virustotal", "api_key": "simulated-api-key-4f1c2b7a90d3e8", "group": "syscheck",
                        "alert_format": "json",
                    ]
                ]
            ]
        case "com/cluster": return ["cluster": cluster(company.nodes[0], company)]
        default: return nil
        }
    }

    static func cluster(_ node: SimulatedNode, _ company: SimulatedCompany) -> JSON {
        [
            "name": .string(company.clusterName), "node_name": .string(node.name),
            "node_type": .string(node.kind.rawValue),
            "key": "simulated0cluster0key0a1b2c3d4e5", "port": 1516, "bind_addr": "0.0.0.0",
            "nodes": .list([company.nodes[0].ip]), "hidden": "no", "disabled": false,
        ]
    }

    static let auth: JSON = [
        "port": 1515, "disabled": "no", "remote_enrollment": "yes", "use_source_ip": "no", "purge": "yes",
        "use_password": "yes",
        "pass": "simulated-enrolment-password", "ssl_verify_host": "no", "ssl_auto_negotiate": "no",
        "ciphers": "HIGH:!ADH:!EXP:!MD5:!RC4:!3DES:!CAMELLIA:@STRENGTH", "ssl_manager_cert": "etc/sslmanager.cert",
        "ssl_manager_key": "etc/sslmanager.key",
    ]

    static let global: JSON = [
        "email_notification": "no", "logall": "no", "logall_json": "no", "integrity_checking": 8,
        "rootkit_detection": 8,
        "host_information": 8, "prelude_output": "no", "zeromq_output": "no", "jsonout_output": "yes",
        "alerts_log": "yes",
        "stats": 4, "memory_size": 8192, "white_list": ["127.0.0.1", "10.20.1.10", "10.20.1.11"], "rotate_interval": 0,
        "max_output_size": 0, "eps": ["maximum": 0, "timeframe": 0],
    ]

    static let commands: [JSON] = [
        .options("name=disable-account executable=disable-account timeout_allowed=yes"),
        .options("name=restart-wazuh executable=restart-wazuh"),
        .options("name=firewall-drop executable=firewall-drop timeout_allowed=yes"),
        .options("name=host-deny executable=host-deny timeout_allowed=yes"),
        .options("name=route-null executable=route-null timeout_allowed=yes"),
        .options("name=netsh executable=netsh.exe timeout_allowed=yes"),
    ]
}
