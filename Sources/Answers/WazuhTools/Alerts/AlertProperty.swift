import JSON
import MCP
import WazuhIndexer

/// A property of alerts that counts are grouped by.
enum AlertProperty: String, CaseIterable {
    case level = "rule.level"
    case rule = "rule.id"
    case group = "rule.groups"
    case agent = "agent.name"
    case agentID = "agent.id"
    case sourceIP = "data.srcip"
    case destinationUser = "data.dstuser"
    case technique = "rule.mitre.id"
    case tactic = "rule.mitre.tactic"
    case decoder = "decoder.name"
    case location = "location"

    /// The counting of this property's values.
    /// - Parameters:
    ///   - top: how many values.
    ///   - inner: what to find out of each.
    /// - Returns: an aggregation.
    func terms(_ top: Int, with inner: JSONObject = [:]) -> JSON { .terms(of: rawValue, top, with: inner) }
}
