extension SimulatedCompany {
    /// The ruleset, about 4,500 rules by rising id; building it takes some milliseconds, so keep it.
    package func makeRules() -> [SimulatedRule] {
        let known = Set(SimulatedRule.wellKnown.map(\.id))
        let made = RuleFamily.all.flatMap { family in
            (0..<97).map { Self.rule($0, of: family) }.filter { !known.contains($0.id) }
        }
        return (SimulatedRule.wellKnown + made).sorted { $0.id < $1.id }
    }

    private static func rule(_ index: Int, of family: RuleFamily) -> SimulatedRule {
        let event = RuleFamily.events[index % 10]
        let subject = RuleFamily.subjects[index / 10]
        let id = family.firstID + index
        let isAlert = event.level >= 5
        var details = [SimulatedRule.Detail(name: "if_sid", value: String(family.firstID))]
        if index % 10 == 0 { details.append(SimulatedRule.Detail(name: "noalert", value: "1")) }
        if index % 10 == 6 { details += frequency }
        if index % 10 > 6 { details.append(SimulatedRule.Detail(name: "match", value: "\(subject) \(event.text)")) }
        return SimulatedRule(
            id: id, level: event.level, description: "\(family.product): \(subject) \(event.text).",
            groups: family.groups,
            filename: "\(family.file).xml", directory: "ruleset/rules", isEnabled: id % 61 != 0,
            compliance: RuleCompliance(isAlert ? family.theme : .none),
            mitre: isAlert && !family.mitre.isEmpty ? [family.mitre[index % family.mitre.count]] : [], details: details)
    }

    private static let frequency = [
        SimulatedRule.Detail(name: "frequency", value: "8"), SimulatedRule.Detail(name: "timeframe", value: "120"),
        SimulatedRule.Detail(name: "same_source_ip", value: ""),
    ]
}
