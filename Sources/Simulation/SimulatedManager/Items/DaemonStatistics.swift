import FoundationEssentials
import SimulatedCompany
import JSON

/// The statistics of a daemon, as `…/daemons/stats` shows them.
enum DaemonStatistics {
    static let names = ["wazuh-remoted", "wazuh-analysisd", "wazuh-db"]

    /// The statistics of a daemon of a node.
    static func item(_ daemon: String, of node: String, in company: SimulatedCompany, at now: Date) -> JSON {
        var random = SeededGenerator(seed: company.seed, part: "daemon \(daemon) \(node)")
        let sessions = company.agents.count { $0.status == .active && !$0.isManager && $0.nodeName == node }
        return [
            "uptime": .string(Timestamp.offset(company.now.addingTimeInterval(-6 * 86_400))),
            "timestamp": .string(Timestamp.offset(now)), "name": .string(daemon),
            "metrics": metrics(daemon, sessions: sessions, events: random.number(2_000_000...6_000_000)),
        ]
    }

    private static func metrics(_ daemon: String, sessions: Int, events: Int) -> JSON {
        switch daemon {
        case "wazuh-remoted": remoted(sessions: sessions, events: events)
        case "wazuh-db": database(queries: events / 3)
        default: analysisd(events: events)
        }
    }

    private static func remoted(sessions: Int, events: Int) -> JSON {
        [
            "bytes": ["received": .int(events * 640), "sent": .int(events * 61)], "keys_reload_count": 4,
            "messages": [
                "received_breakdown": [
                    "control": .int(events / 9),
                    "control_breakdown": [
                        "keepalive": .int(events / 9 - 80), "request": 40, "shutdown": 12, "startup": 28,
                    ],
                    "dequeued_after": 0, "discarded": 0, "event": .int(events), "ping": 0, "unknown": 0,
                ],
                "sent_breakdown": [
                    "ack": .int(events / 9), "ar": 3, "discarded": 0, "request": 40, "sca": 0, "shared": 31,
                ],
            ], "queues": ["received": ["size": 131_072, "usage": 0]], "tcp_sessions": .int(sessions),
            "control_messages_queue_usage": 0,
            "control_messages_queue_breakdown": [
                "inserted": .int(events / 9), "replaced": 0, "processed": .int(events / 9),
            ],
        ]
    }

    private static func analysisd(events: Int) -> JSON {
        let queues =
            "alerts archives dbsync eventchannel firewall fts hostinfo others processed rootcheck sca stats syscheck syscollector upgrade"
        return [
            "bytes": ["received": .int(events * 512)],
            "events": [
                "processed": .int(events), "received": .int(events),
                "received_breakdown": ["decoded_breakdown": decoded(events), "dropped_breakdown": decoded(0)],
                "written_breakdown": [
                    "alerts": .int(events / 20), "archives": 0, "firewall": .int(events / 300), "fts": 212, "stats": 0,
                ],
            ],
            "queues": .object(
                JSONObject(queues.split(separator: " ").map { (String($0), ["size": 16_384, "usage": 0]) })),
        ]
    }

    private static func decoded(_ events: Int) -> JSON {
        let modules =
            "aws azure ciscat command docker gcp github office365 ms-graph oscap osquery rootcheck upgrade vulnerability"
        var breakdown = JSONObject(modules.split(separator: " ").map { (String($0), .int(0)) })
        breakdown["logcollector_breakdown"] = [
            "eventchannel": .int(events * 27 / 100), "eventlog": 0, "macos": .int(events / 50),
            "others": .int(events * 42 / 100),
        ]
        breakdown["sca"] = .int(events / 50)
        breakdown["syscheck"] = .int(events / 16)
        breakdown["syscollector"] = .int(events / 9)
        return [
            "agent": .int(events / 400), "agentless": 0, "dbsync": .int(events / 11),
            "integrations_breakdown": ["virustotal": 0],
            "modules_breakdown": .object(breakdown), "monitor": .int(events / 9000), "remote": 0, "syslog": 0,
        ]
    }

    private static func database(queries: Int) -> JSON {
        let syscollector =
            "hotfixes hwinfo network_address network_iface network_protocol osinfo packages ports processes"
        let inventories = syscollector.split(separator: " ").map { ("syscollector_\($0)", JSON.int(queries / 40)) }
        let agent: JSON = [
            "db": ["begin": 0, "close": 0, "commit": 0, "remove": 0, "sql": .int(queries / 2), "vacuum": 0],
            "tables": [
                "ciscat": ["ciscat": 0], "rootcheck": ["rootcheck": .int(queries / 90)],
                "sca": ["sca": .int(queries / 40)],
                "sync": ["dbsync": .int(queries / 12)], "syscheck": ["fim_file": .int(queries / 16), "syscheck": 0],
                "syscollector": .object(JSONObject(inventories)),
            ],
        ]
        return [
            "queries": [
                "received": .int(queries),
                "received_breakdown": [
                    "agent": .int(queries * 8 / 10), "agent_breakdown": agent, "global": .int(queries * 2 / 10 - 700),
                    "global_breakdown": ["db": ["backup": 6, "sql": .int(queries / 50), "vacuum": 0]], "mitre": 339,
                    "mitre_breakdown": ["db": ["sql": 339]], "task": 361, "task_breakdown": ["db": ["sql": 0]],
                    "wazuhdb": 0,
                    "wazuhdb_breakdown": ["db": ["remove": 0]],
                ],
            ],
            "time": [
                "execution": .int(queries / 3),
                "execution_breakdown": [
                    "agent": .int(queries / 4), "global": .int(queries / 12), "mitre": 8, "task": 2, "wazuhdb": 0,
                ],
            ],
        ]
    }
}

extension SimulatedCompany {
    /// The part of a daemon's statistics that concerns one agent.
    func agentDaemon(_ daemon: String, of agent: SimulatedAgent, at now: Date) -> JSON {
        var random = SeededGenerator(seed: seed, part: "agent daemon \(daemon) \(agent.id)")
        let events = random.number(20_000...200_000)
        let metrics: JSON =
            daemon == "wazuh-remoted"
            ? [
                "messages": [
                    "received_breakdown": [
                        "control": .int(events / 9),
                        "control_breakdown": [
                            "keepalive": .int(events / 9), "request": 1, "shutdown": 0, "startup": 1,
                        ], "event": .int(events),
                    ],
                    "sent_breakdown": [
                        "ack": .int(events / 9), "ar": 0, "discarded": 0, "request": 1, "sca": 0, "shared": 1,
                    ],
                ]
            ]
            : [
                "events": [
                    "processed": .int(events),
                    "received_breakdown": [
                        "decoded_breakdown": ["agent": 2, "dbsync": .int(events / 11), "monitor": 0, "remote": 0]
                    ],
                    "written_breakdown": ["alerts": .int(events / 20), "archives": 0, "firewall": 0],
                ]
            ]
        return [
            "uptime": .string(Timestamp.offset(self.now.addingTimeInterval(-6 * 86_400))),
            "timestamp": .string(Timestamp.offset(now)),
            "name": .string(daemon),
            "agents": [
                [
                    "uptime": .string(Timestamp.offset(self.now.addingTimeInterval(-5 * 86_400))),
                    "id": .int(Int(agent.id) ?? 0), "metrics": metrics,
                ]
            ],
        ]
    }
}
