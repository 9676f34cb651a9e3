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

    /// Techniques' names by id, as the alerts pair them.
    private static let names: [String: String] = SimulatedSystem.alerts.reduce(into: [:]) { names, alert in
        let ids = alert.values("rule.mitre.id").compactMap(\.string)
        for (id, name) in zip(ids, alert.values("rule.mitre.technique").compactMap(\.string)) { names[id] = name }
    }

    @Test("techniques have the names that alerts give them, also in the ranking of threats")
    func names() async throws {
        let answer = try await ToolAnswer.of(name, month)
        let rows = answer.structured["techniques"]?.array ?? []
        #expect(rows.count > 5)
        for row in rows {
            let id = row["id"]?.string ?? ""
            #expect(row["name"]?.string == Self.names[id] && answer.text.contains("\(id) \(Self.names[id] ?? "?") "))
        }
        let threats = try await ToolAnswer.of(
            "get_top_security_threats", ["time_from": "now-31d", "time_to": "now+1d"])
        let named = (threats.structured["threats"]?.array ?? []).flatMap { $0["techniques"]?.array ?? [] }
        #expect(!named.isEmpty && named.allSatisfy { $0["name"]?.string == Self.names[$0["id"]?.string ?? ""] })
        #expect(threats.text.contains("\(named[0]["id"]?.string ?? "") \(named[0]["name"]?.string ?? "?")"))
    }

    @Test(
        "a technique whose alert does not name all of its techniques has no name",
        arguments: [
            (#"{"id":["T1","T2"],"technique":["One","Two"]}"#, "Two"),
            (#"{"id":["T1","T2"],"technique":["One"]}"#, nil),
            (#"{"id":["T2"]}"#, nil), (#"{"id":"T2","technique":"Two"}"#, "Two"), ("{}", nil),
        ] as [(String, String?)])
    func unnamed(mitre: String, expected: String?) async throws {
        let bucket = """
            {"key":"T2","doc_count":3,"level":{"value":5.0},
             "named":{"hits":{"hits":[{"_source":{"rule":{"mitre":\(mitre)}}}]}}}
            """
        let body = """
            {"hits":{"total":{"value":3,"relation":"eq"},"hits":[]},"_shards":{"total":1,"failed":0},
             "aggregations":{"with_technique":{"doc_count":3},"techniques":{"buckets":[\(bucket)]}}}
            """
        let context = AnalysisFixture.context(
            over: AnalysisFixture.Transport(replaced: { url in
                url.contains("/wazuh-alerts") ? .json(200, Array(body.utf8)) : nil
            }))
        let answer = try await AnalysisFixture.call(name, in: context)
        #expect(answer.structured["techniques"]?[0]?["id"] == "T2")
        #expect(answer.structured["techniques"]?[0]?["name"]?.string == expected)
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
