import FoundationEssentials
import JSON
import SimulatedCompany

/// A line of a manager's `ossec.log`.
struct LogLine: Sendable {
    let tag: String
    let level: String
    let text: TextTemplate

    static let file = DataFile("log_lines.tsv", PackageResources.log_lines_tsv) { row throws(DataError) in
        LogLine(tag: try row.text("tag"), level: try row.text("level"), text: TextTemplate(try row.text("text")))
    }
    private static let byLevel = Dictionary(grouping: file.values, by: \.level)

    static let fields = ["timestamp", "tag", "level", "description"]

    /// The newest 2,000 lines, newest first, as `GET /manager/logs` looks at them.
    static func items(seed: UInt64, node: String, now: Date) -> [JSON] {
        var random = SeededGenerator(seed: seed, part: "logs \(node)")
        var time = now
        return (0..<2000).compactMap { index in
            time = time.addingTimeInterval(-Double(random.number(0...90)))
            guard let lines = byLevel[level(index, &random)] else { return nil }
            let line = random.pick(lines)
            let agent = JSON.string(padded(random.number(1...40), 3))
            return [
                "timestamp": .string(Timestamp.zulu(time)), "tag": .string(line.tag), "level": .string(line.level),
                "description": .string(" " + line.text.filled { $0 == "agent" ? agent : nil }),
            ]
        }
    }

    /// The newest lines hold one of each level, so that every filter finds something.
    private static func level(_ index: Int, _ random: inout SeededGenerator) -> String {
        let levels = ["info", "error", "warning", "critical", "debug"]
        let chance = random.number(1...100)
        guard index >= levels.count else { return levels[index] }
        switch chance {
        case ...82: return "info"
        case ...91: return "warning"
        case ...97: return "error"
        case 98: return "critical"
        default: return "debug"
        }
    }
}
