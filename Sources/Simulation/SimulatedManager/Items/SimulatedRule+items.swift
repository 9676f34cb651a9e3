import JSON
import SimulatedCompany

extension SimulatedRule {
    static let fields = [
        "filename", "relative_dirname", "id", "level", "status", "pci_dss", "gpg13", "gdpr", "hipaa", "nist_800_53",
        "tsc",
        "mitre", "groups", "description",
    ]

    /// The rule as `GET /rules` shows it.
    var json: JSON {
        [
            "filename": .string(filename), "relative_dirname": .string(directory), "id": .int(id), "level": .int(level),
            "status": isEnabled ? "enabled" : "disabled",
            "details": .object(JSONObject(details.map { ($0.name, .string($0.value)) })),
            "pci_dss": .list(compliance.pciDSS), "gpg13": .list(compliance.gpg13), "gdpr": .list(compliance.gdpr),
            "hipaa": .list(compliance.hipaa), "nist_800_53": .list(compliance.nist80053), "tsc": .list(compliance.tsc),
            "mitre": .list(mitre), "groups": .list(groups), "description": .string(description),
        ]
    }
}
