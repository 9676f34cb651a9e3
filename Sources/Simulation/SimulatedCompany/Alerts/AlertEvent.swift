import JSON

/// What happened, as an alert tells it: where it was noticed, what is left to chance, and the members it has.
struct AlertEvent: Sendable {
    let location: String
    let draws: [Draw]
    let members: Template

    static let file = DataFile("alert_events.tsv", PackageResources.alert_events_tsv) { row throws(DataError) in
        (
            name: try row.text("event"),
            event: AlertEvent(
                location: try row.text("location"), draws: try row.list("draws", Draw.init),
                members: try row.convert("members", Template.init(cell:)))
        )
    }
    static let all = Dictionary(file.values.map { ($0.name, $0.event) }) { first, _ in first }
}

/// A value that is left to chance: `pid=800...64000`, `md5=hex32`, `type=2|3|10`, `mode=80?realtime|scheduled` (the first
/// in so many of a hundred cases), or worked out of others: `total=passed+failed`.
struct Draw: Sendable {
    private enum Kind: Sendable {
        case number(ClosedRange<Int>)
        case hex(Int)
        case choice([String])
        case chance(Int, String, String)
        case expression(Expression)
    }

    let name: String
    private let kind: Kind

    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        name = parts[0]
        let choices = parts[1].split(separator: "|").map(String.init)
        if let dots = parts[1].firstRange(of: "...") {
            guard let low = Int(parts[1][..<dots.lowerBound]), let high = Int(parts[1][dots.upperBound...]), low <= high
            else { return nil }
            kind = .number(low...high)
        } else if parts[1].hasPrefix("hex"), let count = Int(parts[1].dropFirst(3)) {
            kind = .hex(count)
        } else if let mark = choices[0].firstIndex(of: "?"), choices.count == 2 {
            guard let percent = Int(choices[0][..<mark]) else { return nil }
            kind = .chance(percent, String(choices[0][choices[0].index(after: mark)...]), choices[1])
        } else {
            kind = choices.count > 1 ? .choice(choices) : .expression(Expression(parts[1]))
        }
    }

    func value(_ random: inout SeededGenerator, _ lookup: Template.Lookup) -> JSON? {
        switch kind {
        case .number(let range): .integer(Int64(random.number(range)))
        case .hex(let count): .string(random.hex(count))
        case .choice(let choices): .string(random.pick(choices))
        case .chance(let percent, let first, let second): .string(random.chance(percent) ? first : second)
        case .expression(let expression): expression.value(lookup)
        }
    }
}
