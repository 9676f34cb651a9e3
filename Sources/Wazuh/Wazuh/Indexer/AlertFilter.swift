package import JSON

/// Which alerts a search is about.
package struct AlertFilter: Sendable, Hashable {
    package var range: TimeRange
    package var agent: AgentID?
    package var ruleIDs: [String] = []
    package var groups: [String] = []
    package var leastLevel: Int?
    package var mostLevel: Int?
    package var sourceIP: String?
    package var destinationIP: String?
    package var mitre: String?
    package var search: SearchExpression?
    /// More conditions, in query DSL of ours.
    package var conditions: [JSON] = []

    package init(range: TimeRange) { self.range = range }

    /// The filter as a query.
    package var query: JSON {
        var conditions = [range.query(on: "timestamp")] + self.conditions
        if let agent { conditions.append(["term": ["agent.id": .string(agent.description)]]) }
        if !ruleIDs.isEmpty { conditions.append(["terms": ["rule.id": .array(ruleIDs.map(JSON.string))]]) }
        if !groups.isEmpty { conditions.append(["terms": ["rule.groups": .array(groups.map(JSON.string))]]) }
        if leastLevel != nil || mostLevel != nil {
            var limits: JSONObject = [:]
            if let leastLevel { limits["gte"] = .integer(Int64(leastLevel)) }
            if let mostLevel { limits["lte"] = .integer(Int64(mostLevel)) }
            conditions.append(["range": ["rule.level": .object(limits)]])
        }
        if let sourceIP { conditions.append(["term": ["data.srcip": .string(sourceIP)]]) }
        if let destinationIP { conditions.append(["term": ["data.dstip": .string(destinationIP)]]) }
        if let mitre { conditions.append(["term": ["rule.mitre.id": .string(mitre)]]) }
        if let search { conditions.append(search.query) }
        return ["bool": ["filter": .array(conditions)]]
    }

    /// The filter in words.
    package var words: String {
        var words = [range.words]
        if let agent { words.append("agent \(agent)") }
        if !ruleIDs.isEmpty { words.append("rule \(ruleIDs.joined(separator: " or "))") }
        if !groups.isEmpty { words.append("group \(groups.joined(separator: " or "))") }
        if let leastLevel { words.append("level \(leastLevel) or above") }
        if let mostLevel { words.append("level \(mostLevel) or below") }
        if let sourceIP { words.append("source \(sourceIP)") }
        if let destinationIP { words.append("destination \(destinationIP)") }
        if let mitre { words.append("technique \(mitre)") }
        return words.joined(separator: ", ")
    }
}
