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

    /// Requirements in the order of their numbers, from rows of a control with its requirements.
    static func inverted(_ rows: [(control: String, requirements: String)]) -> [Requirement] {
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
