import JSON
import MCP
import Upstream
import WazuhIndexer
import WazuhManager

let mitreTools: [WazuhTool] = [
    WazuhTool(
        "get_mitre_coverage", title: "ATT&CK coverage",
        "Count the MITRE ATT&CK tactics and techniques that alerts of a period name, against those that the rules can detect.",
        .reads, scope: .read,
        .optional(Argument<AgentID>.agentID("Alerts of this agent.")),
        .integer("top", "Techniques to show.", in: 1...200, default: 30), .timeRange(from: "now-7d")
    ) { wazuh, agent, top, requested in
        var filter = AlertFilter(range: try requested.resolved(now: wazuh.now()))
        filter.agent = agent
        async let rules = wazuh.rulesOrProblem()
        let answer = try await wazuh.indexer.aggregate(filter, TechniqueCoverage.aggregations)
        return await TechniqueCoverage(filter: filter, answer, rules: rules, top: top)
    }
]

extension WazuhContext {
    /// All rules that are enabled, or why there are none: what alerts say is worth showing without them.
    fileprivate func rulesOrProblem() async -> Result<[Rule], WazuhError> {
        do throws(WazuhError) {
            return .success(try await manager.rulesForCounting().items.filter(\.isEnabled))
        } catch {
            return .failure(error)
        }
    }
}
