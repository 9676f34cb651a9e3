/// What an alert says of its rule.
package struct AlertRule: Sendable {
    package let id: String
    /// 0…16.
    package let level: Int
    package let groups: [String]
    package let decoder: String
    package let parentDecoder: String?
    package let techniques: [Technique]
    package let compliance: RuleCompliance
    /// How many events it takes; nil where one is enough.
    package let frequency: Int?

    /// Reads the columns that only alerts need; what is empty is as the ruleset says it.
    init(_ row: DataRow) throws(DataError) {
        let id = try row.text("rule")
        let known = SimulatedRule.wellKnown.first { String($0.id) == id }
        let own = Int(try row.text("level"))
        guard let level = own ?? known?.level else { throw row.error("needs a level") }
        let groups = try row.words("groups")
        self.id = id
        self.level = level
        self.groups = groups.isEmpty ? known?.groups ?? [] : groups
        decoder = try row.text("decoder")
        parentDecoder = try row.optional("parent")
        techniques = try row.list("techniques") { Technique.all[$0] }
        compliance = try row.convert("compliance", RuleCompliance.init(theme:))
        frequency = Int(try row.text("frequency"))
    }
}

/// A technique of MITRE ATT&CK with the names of its tactics.
package struct Technique: Sendable {
    package let id: String
    package let name: String
    package let tactics: [String]

    static let file = DataFile("techniques.tsv", PackageResources.techniques_tsv) { row throws(DataError) in
        Technique(
            id: try row.text("id"), name: try row.text("name"),
            tactics: try row.text("tactics").split(separator: "|").map(String.init))
    }
    static let all = Dictionary(file.values.map { ($0.id, $0) }) { first, _ in first }
}
