import Encodings
import JSON
import MCP
import WazuhIndexer

/// Alerts of one requirement.
struct RequirementAlerts: Structured {
    let requirement: String
    let alerts: Int
    let highestLevel: Int?

    static let structure = Structure<RequirementAlerts>(
        .init("requirement") { $0.requirement },
        .init("alerts") { $0.alerts },
        .init("highest_level") { $0.highestLevel }
    )

    var words: String { "\(requirement) \(alerts)\(highestLevel.map { " (level \($0))" } ?? "")" }
}

/// What the alerts of a period say about a framework.
struct ComplianceAlerts: Structured {
    let total: Int
    /// Alerts that bear on any requirement of the framework.
    let relevant: Int
    let requirements: [RequirementAlerts]
    let others: Int
    let errorBound: Int
    /// What the indexer could not count; part of the report's own list.
    let gaps: [String]

    static let structure = Structure<ComplianceAlerts>(
        .init("total") { $0.total },
        .init("relevant") { $0.relevant },
        .init("requirements") { $0.requirements },
        .init("others") { $0.others },
        .init("error_bound") { $0.errorBound == 0 ? nil : $0.errorBound }
    )

    private static let level: JSONObject = ["level": ["max": ["field": "rule.level"]]]

    /// The counting of a framework's requirements.
    static func aggregations(_ framework: Framework, top: Int) -> JSONObject {
        let field = framework.alertField
        guard let mapping = framework.mapping else {
            return [
                "relevant": ["filter": ["exists": ["field": .string(field)]]],
                "requirements": .terms(of: field, top, with: level),
            ]
        }
        // Several controls of an alert can bear on one requirement: the indexer counts such an alert once.
        let filters = mapping.requirements.map { ($0.name, condition($0.controls, field)) }
        return [
            "relevant": ["filter": condition(mapping.requirements.flatMap(\.controls), field)],
            "mapped": ["filters": ["filters": .object(JSONObject(filters))], "aggs": .object(level)],
        ]
    }

    private static func condition(_ controls: [String], _ field: String) -> JSON {
        let values = Set(controls).sorted().map { JSON.string(ControlMapping.alertValue($0)) }
        return ["terms": .object([field: .array(values)])]
    }

    init(_ framework: Framework, top: Int, _ answer: SearchAnswer) {
        total = answer.total
        relevant = answer.aggregation("relevant")?["doc_count"]?.int ?? 0
        gaps = answer.gaps
        var found: [RequirementAlerts] = []
        if framework.mapping == nil {
            found = answer.buckets("requirements").map { bucket in
                RequirementAlerts(
                    requirement: bucket.key, alerts: bucket.count, highestLevel: Self.level(bucket.aggregation("level"))
                )
            }
            let terms = answer.aggregation("requirements")
            others = terms?["sum_other_doc_count"]?.int ?? 0
            errorBound = terms?["doc_count_error_upper_bound"]?.int ?? 0
        } else {
            answer.aggregation("mapped")?["buckets"]?.forEachMember { name, bucket in
                let count = bucket["doc_count"]?.int ?? 0
                guard count > 0 else { return }
                found.append(
                    RequirementAlerts(requirement: name, alerts: count, highestLevel: Self.level(bucket["level"])))
            }
            found.sort {
                ($1.alerts, ExactText($0.requirement)) < ($0.alerts, ExactText($1.requirement))
            }
            others = found.dropFirst(top).reduce(0) { $0 + $1.alerts }
            errorBound = 0
        }
        requirements = Array(found.prefix(top))
    }

    private static func level(_ view: JSONView?) -> Int? { view?["value"]?.int }

    var lines: [String] {
        var line = "\(relevant) of \(total) alerts bear on it"
        guard relevant > 0 else { return ["Alerts: \(line)."] }
        line += "; by requirement (an alert can count for several): "
        line += requirements.map(\.words).joined(separator: ", ")
        if others > 0 { line += "; requirements not shown \(others)" }
        if errorBound > 0 { line += " (each may be off by up to \(errorBound))" }
        return ["Alerts: \(line)."]
    }
}
