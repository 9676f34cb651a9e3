import JSON
import MCP
import Testing
import WazuhTools

@Suite struct AnalysisRiskTests {
    private func parts(_ answer: AnalysisFixture.Answer) -> [JSON] { answer.structured["parts"]?.array ?? [] }

    private func score(_ parts: [JSON]) -> Double {
        let weights = parts.reduce(0) { $0 + ($1["weight"]?.double ?? 0) }
        return parts.reduce(0) { $0 + ($1["risk"]?.double ?? 0) * ($1["weight"]?.double ?? 0) } / weights
    }

    @Test func theScoreFollowsFromItsParts() async throws {
        let answer = try await AnalysisFixture.call("perform_risk_assessment")
        #expect(parts(answer).count == 4)
        #expect(answer.structured["missing"] == [])
        #expect(abs((answer.structured["score"]?.double ?? -1) - score(parts(answer))) <= 0.1)
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
        #expect(abs((answer.structured["score"]?.double ?? -1) - score(parts(answer))) <= 0.1)
    }

    @Test func nothingToRateIsAnError() async throws {
        let context = AnalysisFixture.context(over: AnalysisFixture.Transport { _ in true })
        await #expect(throws: (any Error).self) {
            try await AnalysisFixture.call("perform_risk_assessment", in: context)
        }
    }
}
