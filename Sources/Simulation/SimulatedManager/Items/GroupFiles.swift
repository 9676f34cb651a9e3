import JSON
import SimulatedCompany

/// What a group hands to its agents.
enum GroupFiles {
    static let names = ["agent.conf", "ar.conf", "merged.mg", "rootkit_files.txt", "rootkit_trojans.txt"]

    static func items(of group: SimulatedGroup) -> [JSON] {
        names.map { name in
            var random = SeededGenerator(seed: 7, part: "\(group.name) \(name)")
            let hash = name == "agent.conf" ? group.configSum : random.hex(32)
            return ["filename": .string(name), "hash": .string(hash)]
        }
    }

    static func configuration(of group: String) -> JSON {
        ["total_affected_items": 1, "affected_items": [["filters": [:], "config": settings[group] ?? [:]]]]
    }

    static func xml(of group: String) -> String {
        guard let files = settings[group]?["localfile"]?.array else { return "<agent_config>\n</agent_config>\n" }
        let entries = files.map { file in
            let members = (file.object ?? [:]).map { "    <\($0.name)>\($0.value.string ?? "")</\($0.name)>\n" }
                .joined()
            return "  <localfile>\n\(members)  </localfile>\n"
        }
        return "<agent_config>\n\(entries.joined())</agent_config>\n"
    }

    private static let settings: [String: JSON] = [
        "linux": [
            "localfile": [
                ["location": "/var/log/auth.log", "log_format": "syslog"],
                ["location": "/var/log/syslog", "log_format": "syslog"],
            ]
        ],
        "web": [
            "localfile": [
                ["location": "/var/log/nginx/access.log", "log_format": "apache"],
                ["location": "/var/log/nginx/error.log", "log_format": "apache"],
            ]
        ],
        "windows": [
            "localfile": [
                ["location": "Security", "log_format": "eventchannel"],
                ["location": "Microsoft-Windows-Sysmon/Operational", "log_format": "eventchannel"],
            ]
        ],
        "database": ["localfile": [["location": "/var/log/postgresql/postgresql.log", "log_format": "syslog"]]],
        "containers": ["wodle": ["docker-listener": ["disabled": "no", "interval": "10m"]]],
    ]
}
