import Encodings
import JSON
import Reputation
import Upstream
import WazuhIndexer

/// The search for an indicator in the alerts of a period, one query whatever is asked.
struct IndicatorSearch {
    let indicator: Indicator
    let agent: AgentID?
    let range: TimeRange
    /// True looks also for accounts, techniques and the timeline.
    let isDeep: Bool

    var interval: HistogramInterval { HistogramInterval(for: range) }

    func run(_ indexer: WazuhIndexer) async throws -> IndicatorSightings {
        let places = indicator.places
        let anywhere = IndexerQuery.any(places.map(\.query))
        let own = indicator.ownAgents
        var filter = AlertFilter(range: range)
        filter.agent = agent
        filter.conditions = [.any([anywhere] + (own.map { [$0] } ?? []))]
        var aggregations: JSONObject = [
            "seen": ["filter": anywhere.json, "aggs": .object(details)],
            "places": ["filters": ["filters": .array(places.map(\.query.json))]],
        ]
        if let own {
            aggregations["own"] = ["filter": own.json, "aggs": ["agents": AlertProperty.agent.terms(5)]]
        }
        let answer = try await indexer.aggregate(filter, aggregations)
        return IndicatorSightings(indicator: indicator, agent: agent, range: range, places: places, answer)
    }

    private var details: JSONObject {
        let basic = JSONObject.merging(
            SeenSpan.aggregations,
            [
                "agents": AlertProperty.agent.terms(10), "levels": AlertProperty.level.terms(17),
                "rules": AlertProperty.rule.terms(10, with: RuleDetails.aggregations),
                "agent_count": ["cardinality": ["field": "agent.id"]],
            ])
        guard isDeep else { return basic }
        return .merging(
            basic,
            [
                "users": AlertProperty.destinationUser.terms(10),
                "windows_users": ["terms": ["field": "data.win.eventdata.targetUserName", "size": 10]],
                "sources": AlertProperty.sourceIP.terms(10), "techniques": AlertProperty.technique.terms(10),
                "paths": ["terms": ["field": "syscheck.path", "size": 5]],
                "times": [
                    "date_histogram": [
                        "field": "timestamp", "fixed_interval": .string(interval.rawValue), "min_doc_count": 1,
                    ]
                ],
            ])
    }
}

/// What the alerts of a period say of an indicator.
struct IndicatorSightings {
    let indicator: Indicator
    let agent: AgentID?
    let range: TimeRange
    let total: Int
    let seen: SeenSpan
    let agentCount: Int
    let agents: [NamedCount]
    let rules: [RuleCount]
    let levels: [NamedCount]
    /// The fields it was found in.
    let places: [NamedCount]
    /// Agents that have this address themselves.
    let ownAgents: [String]
    let users: [NamedCount]
    let sources: [NamedCount]
    let techniques: [NamedCount]
    let paths: [NamedCount]
    let times: [NamedCount]
    let gaps: [String]

    init(
        indicator: Indicator, agent: AgentID?, range: TimeRange, places: [Indicator.Place], _ answer: SearchAnswer
    ) {
        self.indicator = indicator
        self.agent = agent
        self.range = range
        let found = answer.aggregation("seen")
        func counts(_ name: StaticString) -> [NamedCount] {
            (found?[name].map { Bucket.all(in: $0) } ?? []).map { NamedCount(name: $0.key, count: $0.count) }
        }
        total = found?["doc_count"]?.int ?? 0
        seen = SeenSpan(found)
        agentCount = found?["agent_count"]?["value"]?.int ?? 0
        agents = counts("agents")
        rules = (found?["rules"].map { Bucket.all(in: $0) } ?? []).map { RuleCount($0) }
        levels = counts("levels")
        self.places = zip(places, answer.buckets("places"))
            .filter { $1.count > 0 }.map { NamedCount(name: $0.name, count: $1.count) }
        ownAgents = (answer.aggregation("own")?["agents"].map { Bucket.all(in: $0) } ?? []).map(\.key)
        users = counts("users") + counts("windows_users")
        sources = counts("sources").filter { !$0.name.hasSameBytes(as: indicator.value) }
        techniques = counts("techniques")
        paths = counts("paths")
        times = counts("times").map { NamedCount(name: $0.name.replacing(".000Z", with: "Z"), count: $0.count) }
        gaps = answer.gaps
    }

    var highestLevel: Int? { levels.compactMap { Int($0.name) }.max() }

    var covers: String { range.words + (agent.map { ", agent \($0)" } ?? "") }

    /// How grave the sightings are, by the bands that Wazuh's dashboard uses.
    var band: String {
        switch highestLevel {
        case nil: "none"
        case let level?: SeverityBand(level: level).rawValue
        }
    }

    static func words(_ counts: [NamedCount]) -> String {
        counts.isEmpty ? "none" : counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }

    /// What is known, a sentence each.
    var lines: [String] {
        var lines = gaps
        if !ownAgents.isEmpty {
            lines.append("It is the address of the monitored agent \(ownAgents.joined(separator: ", ")) itself.")
        }
        guard total > 0 else {
            return lines + ["No sighting in alerts (\(covers)). That says nothing about its reputation."]
        }
        lines.append(
            "\(total) alerts hold it (\(covers)): \(seen.words); highest level \(highestLevel ?? 0) (\(band)).")
        lines.append("Found in: \(Self.words(places)).")
        lines.append(Remarks.untrusted)
        lines.append("Agents (\(agentCount)): \(Self.words(agents)).")
        lines.append("Levels: \(Self.words(levels)).")
        lines.append("Rules:")
        return lines + rules.map(\.line)
    }
}
