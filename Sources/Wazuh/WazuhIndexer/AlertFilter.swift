import JSON
package import Upstream

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
    /// What must hold besides.
    package var conditions: [IndexerQuery] = []

    package init(range: TimeRange) { self.range = range }

    /// The filter as a query.
    package var query: IndexerQuery {
        var conditions = [.time("timestamp", range)] + self.conditions
        if let agent { conditions.append(.equals("agent.id", agent.description)) }
        if !ruleIDs.isEmpty { conditions.append(.equals("rule.id", anyOf: ruleIDs)) }
        if !groups.isEmpty { conditions.append(.equals("rule.groups", anyOf: groups)) }
        if leastLevel != nil || mostLevel != nil {
            let limits = [leastLevel, mostLevel].map { $0.map { IndexerQuery.Limit(.integer(Int64($0))) } }
            conditions.append(.range("rule.level", from: limits[0], to: limits[1]))
        }
        if let sourceIP { conditions.append(.equals("data.srcip", sourceIP)) }
        if let destinationIP { conditions.append(.equals("data.dstip", destinationIP)) }
        if let mitre { conditions.append(.equals("rule.mitre.id", mitre)) }
        return .all(conditions)
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
