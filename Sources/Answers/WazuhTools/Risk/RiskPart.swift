import MCP

/// One part of a risk assessment: what it saw, the risk it makes of that, and its weight.
struct RiskPart: Structured {
    let name: String
    /// The share of the part in the whole score.
    let weight: Double
    /// How the risk follows from the inputs.
    let formula: String
    /// The figures it rests on, in words.
    let inputs: String
    /// 0…100.
    let risk: Double
    /// What the reader must know of it, a sentence each.
    let notes: [String]

    init(name: String, weight: Double, formula: String, inputs: String, risk: Double, notes: [String] = []) {
        self.name = name
        self.weight = weight
        self.formula = formula
        self.inputs = inputs
        self.risk = min(100, max(0, risk)).tenths
        self.notes = notes
    }

    static let structure = Structure<RiskPart>(
        .init("part") { $0.name },
        .init("risk") { $0.risk },
        .init("weight") { $0.weight },
        .init("inputs") { $0.inputs },
        .init("formula") { $0.formula },
        .init("notes") { $0.notes.isEmpty ? nil : $0.notes }
    )

    var lines: [String] {
        ["  \(name): risk \(risk), weight \(weight). \(inputs). Risk = \(formula)."] + notes.map { "    \($0)" }
    }
}
