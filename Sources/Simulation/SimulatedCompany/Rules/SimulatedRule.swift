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

        static let noAlert = Detail(name: "noalert", value: "1")
    }
}

extension SimulatedRule {
    /// Rules every analyst knows, with Wazuh's own numbers.
    static let file = DataFile("rules.tsv", PackageResources.rules_tsv) { row throws(DataError) in
        let level = try row.number("level")
        return SimulatedRule(
            id: try row.number("id"), level: level, description: try row.text("description"),
            groups: try row.words("groups"), filename: "\(try row.text("file")).xml",
            directory: try row.text("directory"), isEnabled: true,
            compliance: try row.convert("compliance", RuleCompliance.init(theme:)), mitre: try row.words("techniques"),
            details: level == 0 ? [.noAlert] : [])
    }

    static let wellKnown = file.values

    /// The ruleset, about 4,500 rules by rising id.
    package static let all: [SimulatedRule] = {
        let known = Set(wellKnown.map(\.id))
        let made = RuleFamily.file.values.flatMap { family in
            (0..<97).map { SimulatedRule($0, of: family) }.filter { !known.contains($0.id) }
        }
        return (wellKnown + made).sorted { $0.id < $1.id }
    }()
}

/// A file of rules about one product, which differ in what happened to what.
struct RuleFamily: Sendable {
    /// What can happen.
    struct Event: Sendable {
        let text: String
        let level: Int

        static let file = DataFile("rule_events.tsv", PackageResources.rule_events_tsv) { row throws(DataError) in
            Event(text: try row.text("text"), level: try row.number("level"))
        }
        static let all = file.values
    }

    let name: String
    let firstID: Int
    let product: String
    let groups: [String]
    let compliance: RuleCompliance
    let techniques: [String]

    static let file = DataFile("rule_families.tsv", PackageResources.rule_families_tsv) { row throws(DataError) in
        RuleFamily(
            name: try row.text("file"), firstID: try row.number("first"), product: try row.text("product"),
            groups: try row.words("groups"), compliance: try row.convert("compliance", RuleCompliance.init(theme:)),
            techniques: try row.words("techniques"))
    }
}

extension SimulatedRule {
    /// One of the 97 rules of a family.
    fileprivate init(_ index: Int, of family: RuleFamily) {
        let event = RuleFamily.Event.all[index % 10]
        let subject = NameList.ruleSubjects.values[index / 10]
        let isAlert = event.level >= 5
        id = family.firstID + index
        level = event.level
        description = "\(family.product): \(subject) \(event.text)."
        groups = family.groups
        filename = "\(family.name).xml"
        directory = "ruleset/rules"
        isEnabled = id % 61 != 0
        compliance = isAlert ? family.compliance : RuleCompliance()
        mitre = isAlert && !family.techniques.isEmpty ? [family.techniques[index % family.techniques.count]] : []
        var details = [Detail(name: "if_sid", value: String(family.firstID))]
        if index % 10 == 0 { details.append(.noAlert) }
        if index % 10 == 6 {
            details += [
                Detail(name: "frequency", value: "8"), Detail(name: "timeframe", value: "120"),
                Detail(name: "same_source_ip", value: ""),
            ]
        }
        if index % 10 > 6 { details.append(Detail(name: "match", value: "\(subject) \(event.text)")) }
        self.details = details
    }
}
