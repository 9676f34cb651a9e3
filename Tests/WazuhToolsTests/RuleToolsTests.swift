import JSON
import SimulatedCompany
import SimulatedManager
import Testing
import WazuhTools

struct RuleToolsTests {
    private static let bench = Workbench()
    private static let rules = SimulatedRule.all

    @Test("all rules are counted, not the first 500")
    func everything() async throws {
        let outcome = await Self.bench.call("get_wazuh_rules_summary")
        #expect(Self.rules.count > 500 && outcome["total_rules"]?.int == Self.rules.count)
        #expect(outcome["matching_rules"]?.int == Self.rules.count && outcome["covers"] == nil)
        let levels = try #require(outcome["by_level"]?.array)
        #expect(levels.compactMap { $0["count"]?.int }.reduce(0, +) == Self.rules.count)
        #expect(outcome["top_groups"]?.array?.count == 20 && outcome["groups"]?.int ?? 0 > 20)
        #expect(outcome.text.hasPrefix("\(Self.rules.count) rules, "))
    }

    @Test(
        "filters count what they say",
        arguments: [
            (["min_level": 12], 12...16, nil, "level 12 to 16"), (["max_level": 3], 0...3, nil, "level 0 to 3"),
            (["min_level": 5, "max_level": 5], 5...5, nil, "level 5 to 5"),
            (["group": "sshd"], 0...16, "sshd", "group sshd"),
            (["group": "no_such_group"], 0...16, "no_such_group", "group no_such_group"),
            (["group": "sshd", "min_level": 10], 10...16, "sshd", "level 10 to 16, group sshd"),
        ] as [(JSONObject, ClosedRange<Int>, String?, String)])
    func filters(arguments: JSONObject, levels: ClosedRange<Int>, group: String?, covers: String) async {
        let outcome = await Self.bench.call("get_wazuh_rules_summary", arguments)
        let expected = Self.rules.count { rule in
            levels.contains(rule.level) && group.map(rule.groups.contains) ?? true
        }
        #expect(outcome["matching_rules"]?.int == expected)
        #expect(outcome["total_rules"]?.int == Self.rules.count && outcome["covers"]?.string == covers)
        #expect(outcome.text.contains(" rules of \(Self.rules.count) (\(covers))"))
    }

    @Test("groups are named most frequent first, as many as asked for", arguments: [1, 5, 200])
    func top(_ top: Int) async throws {
        let outcome = await Self.bench.call("get_wazuh_rules_summary", ["top": .integer(Int64(top))])
        let counts = try #require(outcome["top_groups"]?.array?.compactMap { $0["count"]?.int })
        #expect(counts.count == min(top, outcome["groups"]?.int ?? 0) && counts == counts.sorted(by: >))
    }

    @Test("without the permission there is an error, not zero rules", arguments: ["4.14.7", "4.14.1", "4.8.0"])
    func permission(_ version: String) async {
        let bench = Workbench(role: .agentsReadonly, version: version)
        let outcome = await bench.call("get_wazuh_rules_summary")
        #expect(outcome.isError && outcome.text.contains("rules:read"), "\(outcome.text)")
        #expect(outcome.text.contains("WAZUH_USER"))
    }
}
