package import JSON

/// An alert before its place in the indices is known.
package struct Alert: Sendable {
    package let rule: AlertRule
    package let description: String
    package let agent: SimulatedAgent
    /// When it was raised, in milliseconds since 1970.
    package let time: Int
    package let location: String
    /// What it tells beside its rule and its agent: `full_log`, `data` and more.
    package let members: JSONObject
}

/// Makes alerts of every kind; what they say follows from the generator.
struct AlertMaker {
    var random: SeededGenerator

    /// Makes an alert.
    /// - Parameters:
    ///   - kind: what it is about.
    ///   - agent: which agent raised it.
    ///   - time: when, in milliseconds since 1970.
    ///   - values: what names in its texts stand for, in place of what chance or its kind says.
    /// - Returns: the alert; nil only for a kind that the data files do not have.
    mutating func alert(_ kind: AlertKind, _ agent: SimulatedAgent, _ time: Int, _ values: AlertValues = [:]) -> Alert?
    {
        guard let form = AlertForm.all[kind] else { return nil }
        var values = values.merging(form.values) { own, _ in own }
        for draw in form.event.draws where values[draw.name] == nil {
            values[draw.name] = draw.value(&random) { [values] in values[$0] }
        }
        let lookup = { [values] (name: String) in values[name] ?? Self.common(name, agent, time) }
        return Alert(
            rule: form.rule, description: form.description.filled(lookup), agent: agent, time: time,
            location: form.event.location, members: form.event.members.filled(lookup)?.object ?? [:])
    }

    /// What names stand for in every alert.
    private static func common(_ name: String, _ agent: SimulatedAgent, _ time: Int) -> JSON? {
        let civil = CivilTime(milliseconds: time)
        switch name {
        case "agent": return .string(agent.name)
        case "AGENT": return .string(agent.name.uppercased())
        case "platform": return .string(agent.os?.platform ?? "linux")
        case "policy":
            let system = agent.os.map { "\($0.name) \($0.major)" } ?? "Linux"
            return .string("Center for Internet Security \(system) Benchmark v1.1.0")
        case "syslog":
            return .string("\(civil.monthName) \(civil.day < 10 ? " " : "")\(civil.day) \(civil.clock)")
        case "weblog":
            return .string("\(padded(civil.day, 2))/\(civil.monthName)/\(civil.year):\(civil.clock) +0000")
        case "iso": return .string(civil.text)
        case "date": return .string(civil.date)
        case "clock": return .string(civil.clock)
        case "second": return .string("\(civil.date)T\(civil.clock)")
        case "changed": return common("second", agent, time - 1_000)
        case "changedBefore": return common("second", agent, time - 10 * CivilTime.millisecondsPerDay)
        default: return nil
        }
    }
}

extension CivilTime {
    fileprivate var monthName: String {
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    }
}
