internal import JSON

/// A rule of Wazuh's ruleset with what its alerts say of it.
struct AlertRule: Sendable {
    /// What standards a rule counts for.
    struct Compliance: Sendable {
        var pci: [String] = []
        var gpg13: [String] = []
        var gdpr: [String] = []
        var hipaa: [String] = []
        var nist: [String] = []
        var tsc: [String] = []

        static let none = Compliance()
        static let login = Compliance(
            pci: ["10.2.5"], gpg13: ["7.1", "7.2"], gdpr: ["IV_32.2"], hipaa: ["164.312.b"], nist: ["AU.14", "AC.7"],
            tsc: ["CC6.8", "CC7.2", "CC7.3"])
        static let loginFailure = Compliance(
            pci: ["10.2.4", "10.2.5"], gpg13: ["7.1"], gdpr: ["IV_35.7.d", "IV_32.2"], hipaa: ["164.312.b"],
            nist: ["AU.14", "AC.7"], tsc: ["CC6.1", "CC6.8", "CC7.2", "CC7.3"])
        static let attack = Compliance(
            pci: ["6.5", "11.4"], gdpr: ["IV_35.7.d"], nist: ["SA.11", "SI.4"], tsc: ["CC6.6", "CC7.1", "CC8.1"])
        static let integrity = Compliance(
            pci: ["11.5"], gpg13: ["4.11"], gdpr: ["II_5.1.f"], hipaa: ["164.312.c.1", "164.312.c.2"], nist: ["SI.7"],
            tsc: ["PI1.4", "PI1.5", "CC6.1", "CC6.8", "CC7.2", "CC7.3"])
        static let service = Compliance(
            pci: ["10.6.1"], gpg13: ["10.1"], gdpr: ["IV_35.7.d"], hipaa: ["164.312.b"], nist: ["AU.6"],
            tsc: ["CC7.2", "CC7.3"])
        static let account = Compliance(
            pci: ["8.1.2", "10.2.5"], gpg13: ["4.13"], gdpr: ["IV_35.7.d", "IV_32.2"],
            hipaa: ["164.312.a.2.I", "164.312.b"], nist: ["AU.14", "AC.7", "AC.2", "IA.4"],
            tsc: ["CC6.8", "CC7.2", "CC7.3"])
        static let hardening = Compliance(
            pci: ["2.2"], gdpr: ["IV_35.7.d"], nist: ["CM.1"], tsc: ["CC7.1", "CC7.2"])
        static let vulnerability = Compliance(
            pci: ["11.2.1", "11.2.3"], gdpr: ["IV_35.7.d"], tsc: ["CC7.1", "CC7.2"])
    }

    /// A technique of MITRE ATT&CK with its tactics.
    struct Technique: Sendable {
        let id: String
        let name: String
        let tactics: [String]

        init(_ id: String, _ name: String, _ tactics: String...) {
            self.id = id
            self.name = name
            self.tactics = tactics
        }
    }

    let id: String
    let level: Int
    let groups: [String]
    let decoder: JSON
    /// The member `rule` but for the description and how often the rule has fired.
    private let members: JSONObject
    private let description: String

    init(
        _ id: String, level: Int, _ description: String, groups: [String], decoder: String, parent: String? = nil,
        techniques: [Technique] = [], compliance: Compliance = .none, frequency: Int? = nil
    ) {
        self.id = id
        self.level = level
        self.groups = groups
        self.description = description
        var decoderMembers: JSONObject = [:]
        decoderMembers["parent"] = parent.map(JSON.string)
        decoderMembers["name"] = .string(decoder)
        self.decoder = .object(decoderMembers)

        var members: JSONObject = ["level": .integer(Int64(level)), "id": .string(id)]
        if !techniques.isEmpty {
            let tactics = techniques.flatMap(\.tactics).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            members["mitre"] = [
                "id": Self.list(techniques.map(\.id)), "tactic": Self.list(tactics),
                "technique": Self.list(techniques.map(\.name)),
            ]
        }
        members["frequency"] = frequency.map { .integer(Int64($0)) }
        members["mail"] = .bool(level >= 12)
        members["groups"] = Self.list(groups)
        for (name, values) in [
            ("pci_dss", compliance.pci), ("gpg13", compliance.gpg13), ("gdpr", compliance.gdpr),
            ("hipaa", compliance.hipaa), ("nist_800_53", compliance.nist), ("tsc", compliance.tsc),
        ] where !values.isEmpty { members[name] = Self.list(values) }
        self.members = members
    }

    /// The member `rule` of an alert.
    /// - Parameters:
    ///   - firedTimes: how often the rule has fired since midnight.
    ///   - description: what to say instead of the rule's own description.
    /// - Returns: the member.
    func json(firedTimes: Int, description: String?) -> JSON {
        var rule = members
        rule["description"] = .string(description ?? self.description)
        rule["firedtimes"] = .integer(Int64(firedTimes))
        return .object(rule)
    }

    private static func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}
