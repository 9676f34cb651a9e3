import HTTP
import JSON
import MCP
import Testing
import WazuhTools

@Suite struct AnalysisRiskTests {
    private func parts(_ answer: AnalysisFixture.Answer) -> [JSON] { answer.structured["parts"]?.array ?? [] }

    /// The score that an answer's own figures give.
    private func score(_ answer: AnalysisFixture.Answer) -> Double {
        let parts = parts(answer)
        let weights = parts.reduce(0) { $0 + ($1["weight"]?.double ?? 0) }
        let mean = parts.reduce(0) { $0 + ($1["risk"]?.double ?? 0) * ($1["weight"]?.double ?? 0) } / weights
        return max(mean, 0.8 * (answer.structured["worst_agent"]?["risk"]?.double ?? 0))
    }

    @Test func theScoreFollowsFromItsParts() async throws {
        let answer = try await AnalysisFixture.call("perform_risk_assessment")
        #expect(parts(answer).count == 4)
        #expect(answer.structured["missing"] == [])
        #expect(abs((answer.structured["score"]?.double ?? -1) - score(answer)) <= 0.1)
        #expect(parts(answer).allSatisfy { $0["formula"] != nil && $0["inputs"] != nil })
        #expect(answer.text.contains("10 of "))
        #expect(answer.text.count <= 6_000)
    }

    @Test func anAgentScopesEveryPart() async throws {
        let fleet = try await AnalysisFixture.call("get_wazuh_agents", ["limit": 500])
        let web = try #require(fleet.structured["items"]?.array?.first { $0["name"] == "web-01" })
        let all = try await AnalysisFixture.call("perform_risk_assessment")
        let one = try await AnalysisFixture.call("perform_risk_assessment", ["agent_id": web["id"] ?? .null])
        let inputs = parts(one).compactMap { $0["inputs"]?.string }
        #expect(inputs.count == 4)
        for (mine, other) in zip(inputs, parts(all).compactMap { $0["inputs"]?.string }) { #expect(mine != other) }
        #expect(inputs[0].contains("web-01"))
        #expect(inputs[1].contains("on 1 agents"))
        #expect(inputs[2].contains("1 agents"))
        #expect(inputs[3].contains("of 1 agents"))
    }

    @Test(arguments: [
        ("/wazuh-states", "vulnerabilities"), ("/wazuh-alerts", "alerts"), ("/agents/summary", "agents"),
        ("/sca/", "configuration"),
    ])
    func aFailedPartIsNamedAndNotCounted(path: String, name: String) async throws {
        let context = AnalysisFixture.context(over: AnalysisFixture.Transport { $0.contains(path) })
        let answer = try await AnalysisFixture.call("perform_risk_assessment", in: context)
        #expect(parts(answer).count == 3)
        #expect(answer.structured["missing"]?.array?.count == 1)
        #expect(answer.structured["missing"]?[0]?.string?.hasPrefix(name) == true)
        #expect(answer.text.contains("INCOMPLETE"))
        #expect(abs((answer.structured["score"]?.double ?? -1) - score(answer)) <= 0.1)
    }

    @Test(
        "one breached host among 40 is not lost in the mean",
        arguments: [
            (critical: 0, high: 0, risk: nil, band: "low"), (0, 1, 30, "low"), (0, 2, 60, "medium"),
            (1, 0, 50, "medium"), (0, 3, 90, "high"), (1, 1, 80, "high"), (2, 0, 100, "critical"),
            (1, 4, 100, "critical"),
        ] as [(critical: Int, high: Int, risk: Double?, band: String)])
    func breachedHost(_ row: (critical: Int, high: Int, risk: Double?, band: String)) async throws {
        let context = AnalysisFixture.context(
            over: AnalysisFixture.Transport(replaced: { Self.quietFleet($0, critical: row.critical, high: row.high) }))
        let answer = try await AnalysisFixture.call("perform_risk_assessment", in: context)
        let worst = answer.structured["worst_agent"]
        #expect(worst?["risk"]?.double == row.risk)
        #expect(answer.structured["mean"]?.double ?? 100 < 25)
        #expect(answer.structured["risk"]?.string == row.band)
        #expect(abs((answer.structured["score"]?.double ?? -1) - score(answer)) <= 0.1)
        #expect(answer.text.contains("0.8 x the worst agent's risk"))
        if row.risk != nil { #expect(answer.text.contains("worst agent: 001 web-01, risk")) }
    }

    /// What 40 agents with little to tell answer, but for one on which so many different grave rules fired.
    private static func quietFleet(_ url: String, critical: Int, high: Int) -> HTTPResponse? {
        let agent = """
            {"key":"001","doc_count":9,"level":{"value":12.0},"rules":{"value":\(critical + high)},
             "names":{"buckets":[{"key":"web-01","doc_count":9}]},"critical":{"doc_count":9,"rules":{"value":\(critical)}}}
            """
        let aggregations =
            switch url {
            case let url where url.contains("/wazuh-alerts"):
                """
                {"bands":{"buckets":[{"doc_count":4000},{"doc_count":8},{"doc_count":9},{"doc_count":0}]},
                 "machines":{"value":40},
                 "grave":{"agents":{"sum_other_doc_count":0,"buckets":[\(critical + high == 0 ? "" : agent)]}}}
                """
            case let url where url.contains("/wazuh-states"):
                #"{"severities":{"buckets":[{"key":"Low","doc_count":40}]},"affected_agents":{"value":40}}"#
            default: ""
            }
        guard !aggregations.isEmpty else { return nil }
        return .json(
            200,
            Array(
                """
                {"hits":{"total":{"value":4017,"relation":"eq"},"hits":[]},"_shards":{"total":1,"failed":0},
                 "aggregations":\(aggregations)}
                """.utf8))
    }

    @Test("the worst agent is the one with the most different rules of high levels")
    func worstAgent() async throws {
        let answer = try await ToolAnswer.of("perform_risk_assessment", ["time_from": "now-31d", "time_to": "now+1d"])
        var rules: [String: Set<JSON>] = [:]
        for alert in SimulatedSystem.alerts
        where alert.values("rule.level").first?.int ?? 0 >= 12 && !alert.has("rule.groups", "vulnerability-detector") {
            rules[alert.values("agent.id").first?.string ?? "", default: []].formUnion(alert.values("rule.id"))
        }
        let worst = try #require(answer.structured["worst_agent"])
        let most = try #require(rules.values.map(\.count).max())
        #expect(rules[worst["agent_id"]?.string ?? ""]?.count == most)
        #expect(worst["agent_name"] == "web-01" && worst["risk"]?.double == min(100, 30 * Double(most)))
    }

    @Test func nothingToRateIsAnError() async throws {
        let context = AnalysisFixture.context(over: AnalysisFixture.Transport { _ in true })
        await #expect(throws: (any Error).self) {
            try await AnalysisFixture.call("perform_risk_assessment", in: context)
        }
    }
}
