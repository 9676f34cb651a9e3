/// The requirements that a rule's alerts bear on.
package struct RuleCompliance: Sendable, Hashable {
    /// A standard, as Wazuh's members name it, with its requirements.
    package struct Requirements: Sendable, Hashable {
        package let standard: String
        package let values: [String]
    }

    /// The standards in the order in which Wazuh names them, also those without requirements.
    package let standards: [Requirements]

    private static let names = ["pci_dss", "gpg13", "gdpr", "hipaa", "nist_800_53", "tsc"]

    /// No requirements.
    init() { standards = Self.names.map { Requirements(standard: $0, values: []) } }

    private init(_ row: DataRow) throws(DataError) {
        var standards: [Requirements] = []
        for name in Self.names { standards.append(Requirements(standard: name, values: try row.words(name))) }
        self.standards = standards
    }

    static let file = DataFile("compliance.tsv", PackageResources.compliance_tsv) { row throws(DataError) in
        (theme: try row.text("theme"), compliance: try RuleCompliance(row))
    }
    private static let all = Dictionary(file.values.map { ($0.theme, $0.compliance) }) { first, _ in first }

    /// The requirements of a theme of rules, none for an empty name; nil for an unknown one.
    init?(theme: String) {
        if theme.isEmpty {
            self.init()
        } else if let known = Self.all[theme] {
            self = known
        } else {
            return nil
        }
    }
}
