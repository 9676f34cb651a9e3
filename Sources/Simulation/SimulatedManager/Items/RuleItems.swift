import JSON
import SimulatedCompany

extension SimulatedRule {
    static let fields = [
        "filename", "relative_dirname", "id", "level", "status", "pci_dss", "gpg13", "gdpr", "hipaa", "nist_800_53",
        "tsc",
        "mitre", "groups", "description",
    ]

    /// The rule as `GET /rules` shows it.
    var item: JSON {
        var members: JSONObject = [
            "filename": .string(filename), "relative_dirname": .string(directory), "id": .int(id), "level": .int(level),
            "status": isEnabled ? "enabled" : "disabled",
            "details": .object(JSONObject(details.map { ($0.name, .string($0.value)) })),
        ]
        for standard in compliance.standards { members[standard.standard] = .list(standard.values) }
        (members["mitre"], members["groups"], members["description"]) = (
            .list(mitre), .list(groups), .string(description)
        )
        return .object(members)
    }
}
