import HTTP
import JSON
import SimulatedCompany
import Testing
import WazuhTools

struct StatisticsToolsTests {
    private static let bench = Workbench()

    @Test("a day's hours add up to its totals and its most frequent rules")
    func day() async throws {
        let outcome = await Self.bench.call("get_wazuh_statistics", ["date": "2026-11-10"])
        let hours = try #require(outcome["hours"]?.array)
        #expect(hours.compactMap { $0["hour"]?.int } == Array(0...23) && outcome["has_data"] == true)
        #expect(outcome["alerts"]?.int == hours.compactMap { $0["alerts"]?.int }.reduce(0, +))
        #expect(outcome["events"]?.int == hours.compactMap { $0["events"]?.int }.reduce(0, +))
        let rules = try #require(outcome["top_rules"]?.array)
        let times = rules.compactMap { $0["times"]?.int }
        #expect(times == times.sorted(by: >) && Set(rules.compactMap { $0["rule_id"]?.int }).count == rules.count)
        // The simulated company's alerts come from these rules alone, so their firings are the day's alerts.
        #expect(times.reduce(0, +) == outcome["alerts"]?.int)
    }

    @Test("today has the hours that have passed")
    func today() async {
        let outcome = await Self.bench.call("get_wazuh_statistics")
        #expect(outcome["date"] == nil && outcome.text.contains("alerts today (UTC)"))
        #expect((1...24).contains(outcome["hours"]?.array?.count ?? 0))
    }

    @Test("a day without statistics is no failure and not zero events (1308)", arguments: ["2020-01-01", "2099-01-01"])
    func withoutData(_ date: String) async {
        let outcome = await Self.bench.call("get_wazuh_statistics", ["date": .string(date)])
        #expect(!outcome.isError && outcome["has_data"] == false && outcome["hours"]?.array?.isEmpty == true)
        #expect(outcome.text.hasPrefix("No statistics of \(date) at the manager: "))
        #expect(!outcome.text.contains("0 events"))
    }

    @Test("shortly after midnight today has no statistics yet")
    func afterMidnight() async {
        let bench = Workbench(answers: ["/manager/stats": .problem(400, "Stats file has not been created yet", 1308)])
        let outcome = await bench.call("get_wazuh_statistics")
        #expect(!outcome.isError && outcome.text.hasPrefix("No statistics of today at the manager yet"))
    }

    @Test("the week has seven days of 24 averages")
    func week() async throws {
        let outcome = await Self.bench.call("get_wazuh_weekly_stats")
        let days = try #require(outcome["days"]?.array)
        #expect(days.compactMap { $0["day"]?.string } == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])
        #expect(days.allSatisfy { $0["hourly_averages"]?.array?.count == 24 })
        #expect(outcome.text.contains("(of 12 days)"))
    }

    @Test("the connection daemon's numbers come from the endpoint that stays, and from the old one where it must")
    func remoted() async {
        let outcome = await Self.bench.call("get_wazuh_remoted_stats")
        #expect(
            outcome["started"] != nil && outcome["events_received"]?.int ?? 0 > 0 && outcome["queue_size"] == 131_072)
        let old = Workbench(answers: ["/manager/daemons/stats": .problem(404, "404: Not Found", 0)])
        let legacy = await old.call("get_wazuh_remoted_stats")
        #expect(!legacy.isError && legacy["started"] == nil && legacy["queue_size"] == 131_072, "\(legacy.text)")
    }

    @Test("the log collector is the manager's without an agent, and an agent's with one")
    func collector() async {
        let manager = await Self.bench.call("get_wazuh_log_collector_stats")
        #expect(manager["agent_id"] == "000" && manager.text.hasPrefix("Agent 000: "))
        let agent = await Self.bench.call("get_wazuh_log_collector_stats", ["agent_id": "1"])
        #expect(agent["agent_id"] == "001")
        #expect(agent["since_start"]?["sources"]?.array?.isEmpty == false)
        #expect(agent.text.contains("/var/log/auth.log: ") && !agent.text.contains("DROPPED"))
    }

    @Test("the first minute of an agent is explained (1117), and so is one that is away (1707)")
    func collectorFailures() async throws {
        let fresh = Workbench(answers: [
            "/agents/001/stats/logcollector": .problem(400, "Unable to connect with component", 1117)
        ])
        let outcome = await fresh.call("get_wazuh_log_collector_stats", ["agent_id": "001"])
        #expect(outcome.isError && outcome.text.contains("(error 1117)") && outcome.text.contains("first minute"))
        let away = try #require(Self.bench.company.agents.first { $0.status == .disconnected })
        let absent = await Self.bench.call("get_wazuh_log_collector_stats", ["agent_id": .string(away.id)])
        #expect(absent.isError && absent.text.contains("(error 1707)") && absent.text.contains("check its state first"))
    }

    @Test("hundreds of sources are left out whole, from both forms, with how many")
    func manySources() async {
        let files = (0..<400).map {
            #"{"location":"/var/log/application/\#($0)/output.log","events":\#($0),"bytes":1,"targets":[{"name":"agent","drops":2}]}"#
        }.joined(separator: ",")
        let period = #"{"start":"2026-11-18T00:00:00Z","end":"2026-11-18T01:00:00Z","files":[\#(files)]}"#
        let bench = Workbench(answers: [
            "/agents/001/stats/logcollector": .items(#"{"global":\#(period),"interval":\#(period)}"#)
        ])
        let outcome = await bench.call("get_wazuh_log_collector_stats", ["agent_id": "001", "max_characters": 2_000])
        let shown = outcome["since_start"]?["sources"]?.array?.count ?? 0
        #expect(outcome.text.count <= 2_000 && shown > 5)
        #expect(outcome["omitted"]?.int == 400 - shown && outcome["last_interval"]?["sources"]?.array?.count == shown)
        #expect(outcome.text.hasPrefix("Agent 001: 400 sources since 2026-11-18T00:00:00Z:\n"))
        #expect(outcome.text.hasSuffix("\(400 - shown) more were left out for length: raise max_characters."))
        #expect(outcome.text.contains("2 DROPPED"))
    }
}
