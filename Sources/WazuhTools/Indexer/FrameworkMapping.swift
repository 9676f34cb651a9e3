/// What requirements of another framework NIST SP 800-53 controls bear on.
struct ControlMapping: Sendable {
    /// A requirement with the controls that bear on it, such as `AC-7`.
    struct Requirement: Sendable {
        let name: String
        let controls: [String]
    }

    /// Where the mapping comes from, for the reader of a result.
    let source: String
    let requirements: [Requirement]

    /// The names of the requirements that a control bears on.
    func requirements(of control: String) -> [String] {
        requirements.filter { $0.controls.contains(control) }.map(\.name)
    }

    /// A control in the form `AC-7`: rules write `AC.7`, policies `AC-7(1)`.
    static func control(_ text: String) -> String {
        let parts = text.uppercased().prefix { $0 != "(" && $0 != " " }.split { $0 == "." || $0 == "-" }
        return parts.prefix(2).joined(separator: "-")
    }

    /// A control as Wazuh's rules write it, such as `AC.7`.
    static func alertValue(_ control: String) -> String { control.replacing("-", with: ".") }

    /// ITGC areas in the manner of COBIT; the statute itself names no technical controls.
    static let sox = ControlMapping(
        source:
            "SOX names no technical controls and Wazuh maps none to it: this product's own choice of NIST SP 800-53 controls "
            + "for the IT general control areas of COBIT (access, change, audit)",
        requirements: [
            Requirement(
                name: "Access to programs and data",
                controls: [
                    "AC-2", "AC-3", "AC-5", "AC-6", "AC-7", "AC-12", "AC-17", "IA-2", "IA-4", "IA-5", "IA-8",
                ]),
            Requirement(
                name: "Change management",
                controls: ["CM-1", "CM-2", "CM-3", "CM-4", "CM-5", "CM-6", "CM-7", "SA-3", "SA-11", "SI-2", "SI-7"]),
            Requirement(
                name: "Audit trail and monitoring",
                controls: [
                    "AU-2", "AU-3", "AU-5", "AU-6", "AU-8", "AU-9", "AU-11", "AU-12", "AU-14", "CA-7", "SI-4",
                ]),
        ])

    /// The rows of NIST's table for the controls that Wazuh's rules and policies name, but for those without a
    /// counterpart.
    static let iso27001 = ControlMapping(
        source:
            "NIST SP 800-53 Revision 4, Appendix H, Table H-1 (to ISO/IEC 27001:2013, Annex A); it has no counterpart of "
            + "AC-12, AU-2, AU-5, CM-2, CM-6, SC-2, SC-5, SI-4 and SI-7, so these are not counted",
        requirements: inverted([
            ("AC-2", "A.9.2.1 A.9.2.2 A.9.2.3 A.9.2.5 A.9.2.6"),
            ("AC-3", "A.6.2.2 A.9.1.2 A.9.4.1 A.9.4.4 A.9.4.5 A.13.1.1 A.14.1.2 A.14.1.3 A.18.1.3"),
            ("AC-4", "A.13.1.3 A.13.2.1 A.14.1.2 A.14.1.3"),
            ("AC-5", "A.6.1.2"),
            ("AC-6", "A.9.1.2 A.9.2.3 A.9.4.4 A.9.4.5"),
            ("AC-7", "A.9.4.2"),
            ("AC-8", "A.9.4.2"),
            ("AC-9", "A.9.4.2"),
            ("AC-11", "A.11.2.8 A.11.2.9"),
            ("AC-17", "A.6.2.1 A.6.2.2 A.13.1.1 A.13.2.1 A.14.1.2"),
            ("AU-3", "A.12.4.1"),
            ("AU-4", "A.12.1.3"),
            ("AU-6", "A.12.4.1 A.16.1.2 A.16.1.4"),
            ("AU-8", "A.12.4.4"),
            ("AU-9", "A.12.4.2 A.12.4.3 A.18.1.3"),
            ("AU-11", "A.12.4.1 A.16.1.7"),
            ("AU-12", "A.12.4.1 A.12.4.3"),
            ("AU-14", "A.12.4.1"),
            ("CA-3", "A.13.1.2 A.13.2.1 A.13.2.2"),
            ("CM-1", "A.5.1.1 A.5.1.2 A.6.1.1 A.12.1.1 A.18.1.1 A.18.2.2"),
            ("CM-3", "A.12.1.2 A.14.2.2 A.14.2.3 A.14.2.4"),
            ("CM-5", "A.9.2.3 A.9.4.5 A.12.1.2 A.12.1.4 A.12.5.1"),
            ("CM-7", "A.12.5.1"),
            ("CM-8", "A.8.1.1 A.8.1.2"),
            ("CM-11", "A.12.5.1 A.12.6.2"),
            ("IA-2", "A.9.2.1"),
            ("IA-4", "A.9.2.1"),
            ("IA-5", "A.9.2.1 A.9.2.4 A.9.3.1 A.9.4.3"),
            ("IA-8", "A.9.2.1"),
            ("MP-2", "A.8.2.3 A.8.3.1 A.11.2.9"),
            ("SA-3", "A.6.1.1 A.6.1.5 A.14.1.1 A.14.2.1 A.14.2.6"),
            ("SA-11", "A.14.2.7 A.14.2.8"),
            ("SC-7", "A.13.1.1 A.13.1.3 A.13.2.1 A.14.1.3"),
            ("SC-8", "A.8.2.3 A.13.1.1 A.13.2.1 A.13.2.3 A.14.1.2 A.14.1.3"),
            ("SC-12", "A.10.1.2"),
            ("SC-13", "A.10.1.1 A.14.1.2 A.14.1.3 A.18.1.5"),
            ("SC-28", "A.8.2.3"),
            ("SI-2", "A.12.6.1 A.14.2.2 A.14.2.3 A.16.1.3"),
            ("SI-3", "A.12.2.1"),
        ]))

    /// Requirements in the order of their numbers, from rows of a control with its requirements.
    private static func inverted(_ rows: [(control: String, requirements: String)]) -> [Requirement] {
        var controls: [String: [String]] = [:]
        for row in rows {
            for name in row.requirements.split(separator: " ") {
                controls[String(name), default: []].append(row.control)
            }
        }
        func numbers(_ name: String) -> [Int] { name.split(separator: ".").map { Int($0) ?? 0 } }
        return controls.map { Requirement(name: $0.key, controls: $0.value) }
            .sorted { numbers($0.name).lexicographicallyPrecedes(numbers($1.name)) }
    }
}
