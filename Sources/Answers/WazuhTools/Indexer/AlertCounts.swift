import MCP
import WazuhIndexer

/// Alerts, counted by one property.
struct AlertSummary: ToolOutput {
    let filter: AlertFilter
    let total: Int
    let property: AlertProperty
    let groups: TermCounts
    let gaps: [String]

    static let structure = Structure<AlertSummary>(
        .init("total_alerts") { $0.total },
        .init("covers", isListed: false) { $0.filter.words },
        .init("group_by") { $0.property.rawValue },
        .init("groups") { $0.groups },
        .init("gaps", isListed: false) { $0.gaps.isEmpty ? nil : $0.gaps }
    )

    var text: String {
        (["\(total) alerts (\(filter.words))."] + gaps + ["By \(property.rawValue): \(groups.words)."]).joined(
            separator: "\n")
    }
}

/// A rule with how often it fired.
struct RuleCount: Structured {
    let id: String
    let count: Int
    let level: Int?
    let description: String?

    init(_ bucket: Bucket) {
        id = bucket.key
        count = bucket.count
        level = RuleDetails.level(bucket)
        description = RuleDetails.description(bucket)
    }

    static let structure = Structure<RuleCount>(
        .init("rule_id") { $0.id },
        .init("count") { $0.count },
        .init("level") { $0.level },
        .init("description") { $0.description }
    )

    var line: String { "  \(count) x rule \(id) (level \(level.map { String($0) } ?? "?")): \(description ?? "")" }
}

/// All alerts of a period in figures.
struct AlertFigures: ToolOutput {
    let filter: AlertFilter
    let interval: HistogramInterval
    let total: Int
    let levels: TermCounts
    let rules: [RuleCount]
    let agents: TermCounts
    let groups: TermCounts
    let times: [NamedCount]
    let gaps: [String]
    /// The most characters of the text; nil for all.
    private var textLimit: Int?

    init(filter: AlertFilter, interval: HistogramInterval, _ answer: SearchAnswer) {
        self.filter = filter
        self.interval = interval
        total = answer.total
        levels = TermCounts(answer, "levels")
        rules = answer.buckets("rules").map { RuleCount($0) }
        agents = TermCounts(answer, "agents")
        groups = TermCounts(answer, "groups")
        times = answer.buckets("times").map { NamedCount(name: $0.key, count: $0.count) }
        gaps = answer.gaps
    }

    static let structure = Structure<AlertFigures>(
        .init("total_alerts") { $0.total },
        .init("covers", isListed: false) { $0.filter.words },
        .init("by_level") { $0.levels },
        .init("top_rules") { $0.rules },
        .init("by_agent") { $0.agents },
        .init("by_group") { $0.groups },
        .init("interval") { $0.interval.rawValue },
        .init("over_time") { $0.times },
        .init("gaps", isListed: false) { $0.gaps.isEmpty ? nil : $0.gaps }
    )

    static var canBeLong: Bool { true }

    func fitted(to limit: Int) -> AlertFigures {
        var fitted = self
        fitted.textLimit = limit
        return fitted
    }

    var text: String {
        var lines = ["\(total) alerts (\(filter.words))."] + gaps
        guard total > 0 else { return lines.joined(separator: "\n") }
        lines += ["By level: \(levels.words).", "By agent: \(agents.words).", "By group: \(groups.words).", "Rules:"]
        lines += rules.map(\.line)
        lines.append(
            "In steps of \(interval.rawValue): " + times.map { "\($0.name) \($0.count)" }.joined(separator: ", "))
        return ShortText.fit(lines, to: textLimit).joined(separator: "\n")
    }
}
