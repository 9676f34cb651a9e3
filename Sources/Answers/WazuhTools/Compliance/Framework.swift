/// A framework of requirements that alerts and configuration checks are held against.
enum Framework: String, CaseIterable {
    case pci = "PCI-DSS"
    case hipaa = "HIPAA"
    case gdpr = "GDPR"
    case nist = "NIST-800-53"
    case tsc = "TSC"
    case sox = "SOX"
    case iso = "ISO27001"

    /// The field in which alerts name the requirements of their rule.
    var alertField: String {
        switch self {
        case .pci: "rule.pci_dss"
        case .hipaa: "rule.hipaa"
        case .gdpr: "rule.gdpr"
        case .tsc: "rule.tsc"
        case .nist, .sox, .iso: "rule.nist_800_53"
        }
    }

    /// How the keys of SCA checks begin that name its requirements; policies spell them differently.
    var checkKeys: [String] {
        switch self {
        case .pci: ["pci_dss"]
        case .hipaa: ["hipaa"]
        case .gdpr: ["gdpr"]
        case .nist: ["nist_sp_800-53", "nist_800_53", "nist_800-53"]
        case .tsc: ["soc_2", "tsc"]
        case .sox: []
        case .iso: ["iso_27001"]
        }
    }

    /// How it follows from NIST SP 800-53 controls; nil where Wazuh's rules name its requirements themselves.
    var mapping: ControlMapping? {
        switch self {
        case .sox: .sox
        case .iso: .iso27001
        default: nil
        }
    }
}
