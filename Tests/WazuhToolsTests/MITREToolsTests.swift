import HTTP
import JSON
import MCP
import Testing
import WazuhTools

struct MITREToolsTests {
    private let name = "get_mitre_coverage"
    private let month: JSONObject = ["time_from": "now-31d", "time_to": "now+1d", "top": 200]

    @Test("techniques and tactics are counted over all alerts, each by itself")
    func counts() async throws {
        let answer = try await ToolAnswer.of(name, month)
        let alerts = SimulatedSystem.alerts
        let named = alerts.filter { !$0.values("rule.mitre.id").isEmpty }
        #expect(answer.structured["total_alerts"]?.int == alerts.count)
        #expect(answer.structured["alerts_with_technique"]?.int == named.count)
        var techniques: [String: Int] = [:]
        var tactics: [String: Int] = [:]
        for alert in named {
            for id in Set(alert.values("rule.mitre.id").compactMap(\.string)) { techniques[id, default: 0] += 1 }
            for tactic in Set(alert.values("rule.mitre.tactic").compactMap(\.string)) {
                tactics[tactic, default: 0] += 1
            }
        }
        let rows = answer.structured["techniques"]?.array ?? []
        let counted = Dictionary(rows.map { ($0["id"]?.string ?? "", $0["alerts"]?.int ?? 0) }) { $0 + $1 }
        #expect(counted == techniques && answer.counts("tactics") == tactics)
        #expect(answer.structured["techniques_seen"]?.int == techniques.count)
        let level = rows.first?["highest_level"]?.int
        let highest = named.filter { $0.has("rule.mitre.id", rows.first?["id"] ?? .null) }
            .compactMap { $0.values("rule.level").first?.int }.max()
        #expect(level == highest)
    }

    @Test("what the rules can detect is either seen or not")
    func coverage() async throws {
        let answer = try await ToolAnswer.of(name, month)
        let detectable = try #require(answer.structured["techniques_detectable"]?.int)
        let seen = try #require(answer.structured["detectable_seen"]?.int)
        let unseen = try #require(answer.structured["detectable_unseen"]?.array)
        #expect(detectable == seen + unseen.count && seen > 0)
        #expect(try await ToolAnswer.of(name).text.count <= 6_000)
    }

    @Test("without the manager the alerts are still counted, and what is missing is named")
    func managerGap() async throws {
        let answer = try await ToolAnswer.of(name, month, in: SimulatedSystem.context(managerStatus: 403))
        #expect(answer.structured["techniques_seen"]?.int ?? 0 > 0)
        #expect(answer.structured["techniques_detectable"] == nil)
        #expect(answer.text.contains("What the rules can detect is missing"))
    }

    @Test("a period without alerts counts none")
    func nothing() async throws {
        let answer = try await ToolAnswer.of(name, ["time_from": "2001-01-01", "time_to": "2001-01-02"])
        #expect(answer.structured["total_alerts"] == 0 && answer.structured["techniques_seen"] == 0)
    }
}
