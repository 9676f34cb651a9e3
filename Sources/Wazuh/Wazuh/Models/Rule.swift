package import JSON

/// A detection rule (`GET /rules`); lists that were not selected are empty.
package struct Rule: Sendable, Hashable {
    package let id: Int
    /// 0…16.
    package let level: Int
    package let description: String
    package let groups: [String]
    package let isEnabled: Bool
    package let file: String?
    /// ATT&CK technique ids.
    package let mitre: [String]
    /// The requirements it covers, by framework as Wazuh names it: `pci_dss`, `gdpr`, `hipaa`, `nist_800_53`, `tsc`, `gpg13`.
    package let requirements: [String: [String]]

    package init(_ view: JSONView) throws(JSONError) {
        id = try view.integer("id")
        level = try view.integer("level")
        description = view["description"]?.string ?? ""
        groups = view["groups"]?.strings ?? []
        isEnabled = view["status"]?.string != "disabled"
        file = view.known("filename")
        mitre = view["mitre"]?.strings ?? []
        var requirements: [String: [String]] = [:]
        for framework in Self.frameworks {
            guard let controls = view[named: framework]?.strings, !controls.isEmpty else { continue }
            requirements[framework] = controls
        }
        self.requirements = requirements
    }

    /// The frameworks that rules carry requirements of.
    package static let frameworks = ["pci_dss", "gdpr", "hipaa", "nist_800_53", "tsc", "gpg13"]
}
