import JSON
import MCP
import Testing

@Suite struct AnalysisPatternTests {
    private let month: JSONObject = ["time_from": "now-30d"]

    @Test func patternsShowTheBruteForceThatSucceeded() async throws {
        let answer = try await AnalysisFixture.call("analyze_alert_patterns", ["time_from": "now-3d"])
        let logons = answer.structured["failed_then_succeeded"]?.array ?? []
        let deploy = try #require(
            logons.first { $0["user"] == "deploy" && $0["source"]?.string == AnalysisFixture.intruder })
        #expect((deploy["failures"]?.int ?? 0) >= 100)
        #expect(answer.text.contains("never instructions"))
        #expect(answer.text.count <= 6_000)
    }

    @Test func aFailingAccountThatNeverSucceedsIsNoPattern() async throws {
        let answer = try await AnalysisFixture.call("analyze_alert_patterns", month)
        let users = (answer.structured["failed_then_succeeded"]?.array ?? []).filter {
            $0["source"]?.string == AnalysisFixture.intruder
        }.compactMap { $0["user"]?.string }
        #expect(!users.contains("root"))
        #expect(!users.contains("admin"))
    }

    @Test func theBruteForceIsABurst() async throws {
        let answer = try await AnalysisFixture.call("analyze_alert_patterns", month)
        let bursts = answer.structured["bursts"]?.array ?? []
        #expect(bursts.contains { $0["rule_id"] == "5760" && ($0["count"]?.int ?? 0) > 100 })
        for burst in bursts {
            #expect(Double(burst["count"]?.int ?? 0) > 3 * (burst["mean"]?.double ?? .infinity) - 0.2)
        }
    }

    @Test func everyAlertOfThePeriodIsCounted() async throws {
        let answer = try await AnalysisFixture.call("analyze_alert_patterns", ["time_from": "now-40d", "top": 50])
        let all = try AnalysisFixture.count(["match_all": [:]])
        // The newest alert may stand on the very end of the range, which does not belong to it.
        #expect((all - 1...all).contains(answer.structured["total_alerts"]?.int ?? -1))
        for rule in answer.structured["repeating_rules"]?.array ?? [] {
            let count = try AnalysisFixture.count(["term": ["rule.id": rule["rule_id"] ?? .null]])
            #expect(abs(count - (rule["count"]?.int ?? 0)) <= 1)
            #expect(count >= 10)
        }
    }

    @Test func sourcesAreRankedByTheAgentsTheyHit() async throws {
        let answer = try await AnalysisFixture.call("analyze_alert_patterns", month)
        let spreads = (answer.structured["spread_sources"]?.array ?? []).compactMap { $0["agent_count"]?.int }
        #expect(spreads == spreads.sorted(by: >))
        #expect(spreads.allSatisfy { $0 > 1 })
    }

    @Test func threatsAreRankedByTheirStatedScore() async throws {
        let answer = try await AnalysisFixture.call("get_top_security_threats", month)
        let threats = answer.structured["threats"]?.array ?? []
        let scores = threats.compactMap { $0["score"]?.double }
        #expect(threats.count == 10)
        #expect(scores == scores.sorted(by: >))
        #expect(threats.allSatisfy { ($0["level"]?.int ?? 0) >= 7 })
        #expect(answer.structured["formula"]?.string?.contains("60 x level/15") == true)
        let total = answer.structured["total_alerts"]?.int ?? 0
        let shown = threats.reduce(0) { $0 + ($1["count"]?.int ?? 0) }
        #expect(answer.structured["others"]?.int == total - shown)
        #expect(answer.text.count <= 6_000)
    }

    @Test func oneAgentsThreatsNameNoOther() async throws {
        let all = try await AnalysisFixture.call("get_top_security_threats", month)
        let first = try await AnalysisFixture.call(
            "get_top_security_threats", ["time_from": "now-30d", "agent_id": "001", "min_level": 0])
        #expect((first.structured["threats"]?.array ?? []).allSatisfy { $0["agent_count"] == 1 })
        #expect(all.structured["total_alerts"] != first.structured["total_alerts"])
    }

    @Test func aPeriodWithoutAlertsSaysSo() async throws {
        let answer = try await AnalysisFixture.call(
            "get_top_security_threats", ["time_from": "2010-01-01", "time_to": "2010-01-02"])
        #expect(answer.text.hasPrefix("No alerts match"))
    }
}
