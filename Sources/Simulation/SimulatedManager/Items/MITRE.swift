import JSON
import SimulatedCompany

/// A small part of MITRE ATT&CK, enough for the techniques of the ruleset.
enum MITRE {
    static let tactics: [(id: String, name: String)] = [
        ("TA0001", "Initial Access"), ("TA0002", "Execution"), ("TA0003", "Persistence"),
        ("TA0004", "Privilege Escalation"),
        ("TA0005", "Defense Evasion"), ("TA0006", "Credential Access"), ("TA0007", "Discovery"),
        ("TA0008", "Lateral Movement"),
        ("TA0009", "Collection"), ("TA0010", "Exfiltration"), ("TA0011", "Command and Control"), ("TA0040", "Impact"),
        ("TA0042", "Resource Development"), ("TA0043", "Reconnaissance"),
    ]

    /// Techniques with their tactics.
    static let techniques: [(id: String, name: String, tactics: [String])] = [
        ("T1021", "Remote Services", ["TA0008"]), ("T1021.004", "SSH", ["TA0008"]),
        ("T1040", "Network Sniffing", ["TA0006", "TA0007"]),
        ("T1046", "Network Service Discovery", ["TA0007"]),
        ("T1048.001", "Exfiltration Over Symmetric Encrypted Non-C2 Protocol", ["TA0010"]),
        ("T1055", "Process Injection", ["TA0004", "TA0005"]), ("T1057", "Process Discovery", ["TA0007"]),
        ("T1059", "Command and Scripting Interpreter", ["TA0002"]), ("T1059.001", "PowerShell", ["TA0002"]),
        ("T1059.003", "Windows Command Shell", ["TA0002"]), ("T1059.007", "JavaScript", ["TA0002"]),
        ("T1068", "Exploitation for Privilege Escalation", ["TA0004"]),
        ("T1070.001", "Clear Windows Event Logs", ["TA0005"]),
        ("T1070.004", "File Deletion", ["TA0005"]), ("T1071", "Application Layer Protocol", ["TA0011"]),
        ("T1071.004", "DNS", ["TA0011"]),
        ("T1072", "Software Deployment Tools", ["TA0002", "TA0008"]),
        ("T1078", "Valid Accounts", ["TA0001", "TA0003", "TA0004", "TA0005"]),
        ("T1078.004", "Cloud Accounts", ["TA0001", "TA0003"]), ("T1082", "System Information Discovery", ["TA0007"]),
        ("T1098", "Account Manipulation", ["TA0003"]), ("T1105", "Ingress Tool Transfer", ["TA0011"]),
        ("T1110", "Brute Force", ["TA0006"]),
        ("T1110.001", "Password Guessing", ["TA0006"]), ("T1112", "Modify Registry", ["TA0005"]),
        ("T1114", "Email Collection", ["TA0009"]),
        ("T1133", "External Remote Services", ["TA0001", "TA0003"]), ("T1136", "Create Account", ["TA0003"]),
        ("T1190", "Exploit Public-Facing Application", ["TA0001"]),
        ("T1203", "Exploitation for Client Execution", ["TA0002"]),
        ("T1204", "User Execution", ["TA0002"]), ("T1204.002", "Malicious File", ["TA0002"]),
        ("T1484", "Domain or Tenant Policy Modification", ["TA0004", "TA0005"]),
        ("T1485", "Data Destruction", ["TA0040"]),
        ("T1498", "Network Denial of Service", ["TA0040"]), ("T1505.003", "Web Shell", ["TA0003"]),
        ("T1526", "Cloud Service Discovery", ["TA0007"]),
        ("T1530", "Data from Cloud Storage", ["TA0009"]), ("T1531", "Account Access Removal", ["TA0040"]),
        ("T1543.003", "Windows Service", ["TA0003", "TA0004"]),
        ("T1547.001", "Registry Run Keys / Startup Folder", ["TA0003", "TA0004"]),
        ("T1548.003", "Sudo and Sudo Caching", ["TA0004", "TA0005"]), ("T1552", "Unsecured Credentials", ["TA0006"]),
        ("T1557.002", "ARP Cache Poisoning", ["TA0006", "TA0009"]),
        ("T1562.001", "Disable or Modify Tools", ["TA0005"]),
        ("T1562.004", "Disable or Modify System Firewall", ["TA0005"]),
        ("T1565.001", "Stored Data Manipulation", ["TA0040"]),
        ("T1566", "Phishing", ["TA0001"]), ("T1595", "Active Scanning", ["TA0043"]),
        ("T1595.002", "Vulnerability Scanning", ["TA0043"]),
    ]

    /// The STIX identifier that goes with a number such as `T1110`.
    static func stixID(_ kind: String, _ number: String) -> String {
        var random = SeededGenerator(seed: 1, part: number)
        return "\(kind)--\(random.hex(8))-\(random.hex(4))-5\(random.hex(3))-9\(random.hex(3))-\(random.hex(12))"
    }

    static var tacticItems: [JSON] {
        tactics.map { tactic in
            let members = techniques.filter { $0.tactics.contains(tactic.id) }.map { stixID("attack-pattern", $0.id) }
            let own: JSONObject = [
                "description": .string("The adversary is trying to achieve \(tactic.name)."),
                "name": .string(tactic.name),
                "short_name": .string(tactic.name.lowercased().split(separator: " ").joined(separator: "-")),
            ]
            return common(
                own, "x-mitre-tactic", tactic.id, "tactics", ["techniques": .list(members), "references": []])
        }
    }

    static var techniqueItems: [JSON] {
        techniques.map { technique in
            let own: JSONObject = ["name": .string(technique.name), "remote_support": 0]
            return common(
                own, "attack-pattern", technique.id, "techniques",
                [
                    "mitre_version": "2.0", "description": .string("Adversaries may use \(technique.name)."),
                    "deprecated": 0,
                    "network_requirements": 0, "tactics": .list(technique.tactics.map { stixID("x-mitre-tactic", $0) }),
                    "mitigations": [],
                    "software": [], "groups": [], "references": [],
                ])
        }
    }

    /// Groups, software and mitigations: one item each.
    static func single(_ name: String, _ kind: String, _ id: String, _ area: String, _ extra: JSONObject) -> [JSON] {
        let members: JSONObject = [
            "mitre_version": "1.0", "description": .string("\(name) as MITRE ATT&CK describes it."), "deprecated": 0,
        ]
        return [common(["name": .string(name)], kind, id, area, members.adding(extra).adding(["references": []]))]
    }

    private static func common(_ own: JSONObject, _ kind: String, _ id: String, _ area: String, _ rest: JSONObject)
        -> JSON
    {
        let head: JSONObject = [
            "id": .string(stixID(kind, id)), "created_time": "2020-02-11T18:46:56.000000Z",
            "modified_time": "2024-10-15T17:11:25.000000Z",
        ]
        let tail: JSONObject = [
            "source": "mitre-attack", "external_id": .string(id),
            "url": .string("https://attack.mitre.org/\(area)/\(id.split(separator: ".").joined(separator: "/"))"),
        ]
        return .object(own.adding(head).adding(rest).adding(tail))
    }
}
