import JSON
import Testing

struct RuleDetailsTests {
    @Test("a rule is described by its newest alert")
    func newest() async throws {
        let month: JSONObject = ["time_from": "now-31d", "time_to": "now+1d", "top": 100]
        let rules = try await ToolAnswer.of("get_alerts_aggregated", month).structured["top_rules"]?.array ?? []
        #expect(rules.count > 20)
        for rule in rules {
            let alerts = SimulatedSystem.alerts.filter { $0.has("rule.id", rule["rule_id"] ?? .null) }
            let newest = alerts.max { Self.place($0) < Self.place($1) }
            #expect(rule["description"] == newest?.values("rule.description").first)
        }
    }

    private static func place(_ alert: SimulatedSystem.Document) -> (String, String) {
        (alert.values("timestamp").first?.string ?? "", alert.values("id").first?.string ?? "")
    }
}
