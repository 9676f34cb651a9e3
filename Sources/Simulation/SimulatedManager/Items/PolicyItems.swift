import FoundationEssentials
import SimulatedCompany
import JSON

extension SimulatedPolicy {
    static let fields = [
        "policy_id", "name", "description", "references", "pass", "fail", "score", "invalid", "total_checks",
        "hash_file", "start_scan",
        "end_scan",
    ]
    static let checkFields = [
        "id", "policy_id", "title", "description", "rationale", "remediation", "command", "condition", "result", "file",
        "process",
        "directory", "registry", "reason", "references", "compliance.key", "compliance.value", "rules.type",
        "rules.rule",
    ]

    /// The policy as `GET /sca/{agent_id}` shows it.
    var item: JSON {
        [
            "fail": .int(count(.failed)), "total_checks": .int(checks.count), "hash_file": .string(Self.digest(of: id)),
            "name": .string(name), "start_scan": .string(Timestamp.offset(scannedAt)),
            "invalid": .int(count(.notApplicable)),
            "end_scan": .string(Timestamp.offset(scannedAt.addingTimeInterval(11))),
            "description": .string("This document provides prescriptive guidance for a secure configuration: \(name)."),
            "score": .int(score), "pass": .int(count(.passed)),
            "references": "https://www.cisecurity.org/cis-benchmarks/",
            "policy_id": .string(id),
        ]
    }

    /// The checks as `GET /sca/{agent_id}/checks/{policy_id}` shows them.
    var checkItems: [JSON] {
        checks.map { check in
            let control = check.control
            var item: JSONObject = [
                "id": .int(check.id), "command": .string(control.command), "condition": "all",
                "remediation": .string(
                    "Change the setting that \(control.command) shows, then apply it on all machines of the group."),
                "description": .string("\(control.title)."),
                "result": .string(check.result.rawValue),
                "rationale":
                    "A default that is left as it is gives an attacker a foothold that costs nothing to close.",
                "references": "https://www.cisecurity.org/cis-benchmarks/", "policy_id": .string(id),
                "title": .string(control.title),
                "compliance": .array(
                    control.compliance.map { ["value": .string($0.values), "key": .string($0.framework)] }),
                "rules": [["type": "command", "rule": .string("c:\(control.command) -> r:expected")]],
            ]
            let file = control.command.split(separator: " ").last { $0.hasPrefix("/") }
            item["file"] = file.map { .string(String($0)) }
            if check.result == .notApplicable { item["reason"] = .string("Command not found: \(control.command)") }
            return .object(item)
        }
    }

    private static func digest(of text: String) -> String {
        var random = SeededGenerator(seed: 256, part: text)
        return random.hex(64)
    }
}
