import JSON
import MCP
import Upstream
import WazuhIndexer

let alertTools: [WazuhTool] = [
    WazuhTool(
        "get_wazuh_alerts", title: "Alerts",
        "List alerts, newest first, by time, agent, rule, group and level. For counts use get_alerts_aggregated.",
        .reads, scope: .read,
        .alertSelection, .timeRange(), .page(default: 20)
    ) { wazuh, selection, requested, page in
        let walk = try page.walk()
        let range = try walk?.range ?? requested.resolved(now: wazuh.now())
        let filter = try selection.filter(range)
        let alerts = try await wazuh.indexer.alerts(filter, limit: page.limit, from: walk?.position)
        return Listing(of: "alerts", covers: filter.words, alerts, after: walk, range: range)
    },
    WazuhTool(
        "search_security_events", title: "Search alerts",
        """
        Search alerts, newest first. Query: words or "phrases" anywhere; field:value (srcip, dstip, user, agent, rule, level, \
        group, mitre, path, url, log or any field's full name); level:>=10; level:[3 TO 9]; * and ? inside a value; AND, OR, \
        NOT, parentheses.
        """,
        .reads, scope: .read,
        .searchQuery, .optional(Argument<AgentID>.agentID("Alerts of this agent.")), .timeRange(), .page(default: 20)
    ) { wazuh, query, agent, requested, page in
        let walk = try page.walk()
        let range = try walk?.range ?? requested.resolved(now: wazuh.now())
        var filter = AlertFilter(range: range)
        filter.agent = agent
        filter.conditions = [query.expression.query]
        let alerts = try await wazuh.indexer.alerts(filter, limit: page.limit, from: walk?.position)
        let covers = "\(query.text), \(filter.words)"
        return Listing(of: "alerts", covers: covers, alerts, after: walk, range: range)
    },
    WazuhTool(
        "get_wazuh_alert", title: "One alert",
        "Show one alert whole, by the id that lists of alerts give.",
        .reads, scope: .read,
        .alertID
    ) { wazuh, id in
        guard let alert = try await wazuh.indexer.alert(id: id)?.object else {
            throw ToolFailure(
                "There is no alert \(id): take the id from a list of alerts; old alerts may have been deleted.")
        }
        return WholeAlert(id: id, alert: alert)
    },
]

/// A search with its text, for the answer.
struct SearchQuery: Sendable, Hashable {
    let text: String
    let expression: SearchExpression
}

extension Argument where Value == String {
    fileprivate static var alertID: Self {
        .string("alert_id", "Id of the alert.", expected: "an id such as 1763712000.12345", longest: 64) { text in
            text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D } && !text.isEmpty
                ? text : nil
        }
    }
}

extension Argument where Value == SearchQuery {
    static var searchQuery: Self {
        let base = Argument<String>.text("query", "What to search for.", longest: 2_000)
        return Self(properties: base.properties, required: base.required) { given throws(ToolInputError) in
            let text = try base.decode(given)
            do throws(SearchSyntaxError) {
                return SearchQuery(text: text, expression: try SearchExpression(parsing: text))
            } catch {
                throw ToolInputError("query: \(error)")
            }
        }
    }
}

/// An alert with every field.
struct WholeAlert: ToolOutput, Remarked {
    let id: String
    let alert: JSONObject
    let remarks = Remarks(isUntrusted: true)
    /// The most characters of the text; nil for all.
    var textLimit: Int?

    static let structure = Structure<WholeAlert>(
        .init("id") { $0.id },
        .untrustedData,
        .init("alert", "The document as the indexer keeps it.") { $0.alert }
    )

    static var canBeLong: Bool { true }

    func fitted(to limit: Int) -> WholeAlert { WholeAlert(id: id, alert: alert, textLimit: limit) }

    var text: String {
        let lines = ["Alert \(id)."] + remarks.warning + Outline.lines(of: .object(alert), depth: 8)
        return ShortText.fit(lines, to: textLimit).joined(separator: "\n")
    }
}
