/// A detection rule of the manager's ruleset.
package struct SimulatedRule: Sendable, Hashable {
    package let id: Int
    /// 0…16.
    package let level: Int
    package let description: String
    package let groups: [String]
    package let filename: String
    /// `ruleset/rules`, or `etc/rules` for the company's own.
    package let directory: String
    package let isEnabled: Bool
    package let compliance: RuleCompliance
    /// Technique identifiers such as `T1110.001`.
    package let mitre: [String]
    /// Conditions of the rule as names and values, such as `if_sid`.
    package let details: [Detail]

    package struct Detail: Sendable, Hashable {
        package let name: String
        package let value: String
    }
}

/// The requirements that a rule's alerts bear on.
package struct RuleCompliance: Sendable, Hashable {
    package var pciDSS: [String] = []
    package var gpg13: [String] = []
    package var gdpr: [String] = []
    package var hipaa: [String] = []
    package var nist80053: [String] = []
    package var tsc: [String] = []

    package init() {}

    /// The requirements of a theme of rules.
    init(_ theme: Theme) {
        switch theme {
        case .none: break
        case .authentication:
            (pciDSS, gpg13, gdpr) = (["10.2.4", "10.2.5"], ["7.1"], ["IV_35.7.d", "IV_32.2"])
            (hipaa, nist80053, tsc) = (["164.312.b"], ["AU.14", "AC.7"], ["CC6.1", "CC6.8", "CC7.2", "CC7.3"])
        case .integrity:
            (pciDSS, gpg13, gdpr) = (["11.5"], ["4.11"], ["II_5.1.f"])
            (hipaa, nist80053, tsc) = (["164.312.c.1", "164.312.c.2"], ["SI.7"], ["PI1.4", "PI1.5", "CC6.1", "CC7.2"])
        case .attack:
            (pciDSS, gpg13, gdpr) = (["6.5", "11.4", "6.5.1"], ["4.12"], ["IV_35.7.d"])
            (hipaa, nist80053, tsc) = (["164.312.a.1"], ["SA.11", "SI.4"], ["CC6.6", "CC7.1", "CC8.1", "CC6.1"])
        case .malware:
            (pciDSS, gpg13, gdpr) = (["5.1", "5.2", "11.4"], ["4.2"], ["IV_35.7.d"])
            (hipaa, nist80053, tsc) = (["164.312.b"], ["SI.3", "SI.4"], ["CC6.8", "CC7.2", "CC7.3"])
        case .change:
            (pciDSS, gpg13, gdpr) = (["10.2.7", "2.2", "10.6.1"], ["4.10"], ["IV_35.7.d"])
            (hipaa, nist80053, tsc) = (["164.312.b"], ["CM.1", "CM.3", "AU.6"], ["CC7.1", "CC7.2", "CC8.1"])
        case .audit:
            (pciDSS, gpg13, gdpr) = (["10.6.1", "10.2.6"], ["10.1"], ["IV_30.1.g"])
            (hipaa, nist80053, tsc) = (["164.312.b"], ["AU.6", "AU.5"], ["CC7.2", "CC7.3"])
        case .network:
            (pciDSS, gpg13, gdpr) = (["1.4", "10.6.1"], ["4.12"], ["IV_35.7.d"])
            (hipaa, nist80053, tsc) = (["164.312.e.1"], ["SC.7", "AC.4", "SI.4"], ["CC6.7", "CC6.8", "CC7.2"])
        }
    }

    enum Theme: Sendable {
        case none, authentication, integrity, attack, malware, change, audit, network
    }
}
