import HTTP
import JSON
import MCP
import SimulatedCompany
import Testing
import WazuhTools

struct AgentToolsTests {
    private static let bench = Workbench()

    @Test("agents are counted without the manager, and each state is told")
    func agents() async {
        let outcome = await Self.bench.call("get_wazuh_agents")
        let expected = Self.bench.company.agents.filter { !$0.isManager }
        #expect(outcome["total"]?.int == expected.count && outcome.items.count == expected.count)
        #expect(outcome.text.hasPrefix("40 agents:\n001 web-01: active; 10.20.10.11; Ubuntu"))
        for (item, agent) in zip(outcome.items, expected) {
            #expect(item["id"]?.string == agent.id && item["name"]?.string == agent.name)
            #expect(item["status"]?.string == agent.status.rawValue && item["version"]?.string == agent.version)
            #expect(item["groups"]?.array?.compactMap(\.string) == agent.groups)
        }
    }

    @Test("filters keep what they say", arguments: SimulatedAgent.Status.allCases)
    func status(_ status: SimulatedAgent.Status) async {
        let outcome = await Self.bench.call("get_wazuh_agents", ["status": .string(status.rawValue)])
        let expected = Self.bench.company.agents.filter { $0.status == status && !$0.isManager }.map(\.id)
        #expect(!expected.isEmpty && outcome.items.compactMap { $0["id"]?.string } == expected)
        #expect(outcome["covers"]?.string == "status \(status.rawValue)")
    }

    @Test(
        "agents are found by what an analyst knows of them",
        arguments: [
            (["agent_id": "3"], ["003"]), (["name": "web-01"], ["001"]), (["agent_id": "000"], ["000"]),
            (["search": "10.20.5.13"], ["003"]), (["name": "nobody"], []),
            (["group": "windows", "name": "dc-01"], ["003"]),
            (["version": "4.99.0"], []), (["os_platform": "plan9"], []),
        ] as [(JSONObject, [String])])
    func found(arguments: JSONObject, expected: [String]) async {
        let outcome = await Self.bench.call("get_wazuh_agents", arguments)
        #expect(outcome.items.compactMap { $0["id"]?.string } == expected, "\(outcome.text)")
        #expect(!outcome.isError && outcome["total"]?.int == expected.count)
    }

    @Test("an agent that does not exist is an error that names it")
    func missing() async {
        let outcome = await Self.bench.call("get_wazuh_agents", ["agent_id": "999"])
        #expect(outcome.isError && outcome.text.contains("Agent does not exist (999) (error 1701)"))
    }

    @Test("walking by cursor yields each of 700 agents once", arguments: [500, 499, 50, 7])
    func paging(limit: Int) async {
        let bench = Workbench(agentCount: 700)
        var seen: [String] = []
        var cursor: JSON?
        repeat {
            let page = await bench.call(
                "get_wazuh_agents", ["limit": .integer(Int64(limit)), "cursor": cursor ?? .null])
            #expect(page["total"] == 700)
            seen += page.items.compactMap { $0["id"]?.string }
            cursor = page["next_cursor"]
        } while cursor != nil && seen.count < 1_000
        #expect(seen == bench.company.agents.dropFirst().map(\.id))
    }

    @Test("a short text limit loses no agent either, and the text stays within it")
    func pagingWithShortTexts() async {
        let bench = Workbench(agentCount: 120)
        var seen: [String] = []
        var cursor: JSON?
        repeat {
            let page = await bench.call(
                "get_wazuh_agents", ["limit": 500, "max_characters": 1_000, "cursor": cursor ?? .null])
            #expect(page.text.count <= 1_000 && !page.items.isEmpty)
            seen += page.items.compactMap { $0["id"]?.string }
            cursor = page["next_cursor"]
        } while cursor != nil && seen.count < 200
        #expect(seen == bench.company.agents.dropFirst().map(\.id))
    }

    @Test("running agents are those that are connected, all of them counted")
    func running() async {
        let bench = Workbench(agentCount: 700)
        let outcome = await bench.call("get_wazuh_running_agents", ["limit": 500])
        let expected = bench.company.agents.count { $0.status == .active && !$0.isManager }
        #expect(expected > 500 && outcome["total"]?.int == expected && outcome.items.count < expected)
        #expect(outcome.text.hasPrefix("\(expected) agents match (status active); showing 1 to "))
        #expect(outcome.items.allSatisfy { $0["status"] == "active" })
    }

    @Test("a cursor past the end gives an empty page and not an error")
    func pastTheEnd() async {
        let cursor = Continuation(tool: "get_wazuh_agents", [:], position: 5_000).encoded
        let outcome = await Self.bench.call("get_wazuh_agents", ["cursor": .string(cursor)])
        #expect(!outcome.isError && outcome.items.isEmpty && outcome["next_cursor"] == nil)
        #expect(outcome.text == "40 agents match; none here.")
    }

    /// The first agent of a kind.
    private func agent(_ isKind: (SimulatedAgent) -> Bool) throws -> SimulatedAgent {
        try #require(Self.bench.company.agents.first { !$0.isManager && isKind($0) })
    }

    @Test("a current connected agent is healthy")
    func healthy() async throws {
        let agent = try agent {
            $0.status == .active && $0.isConfigurationSynced && $0.version == "Wazuh v\(SimulatedCompany.wazuhVersion)"
        }
        let outcome = await Self.bench.call("check_agent_health", ["agent_id": .string(agent.id)])
        #expect(
            outcome["healthy"] == true && outcome.strings("problems").isEmpty && outcome.strings("warnings").isEmpty)
        #expect(outcome.text.hasPrefix("Agent \(agent.id) \(agent.name) is healthy.\n"))
        #expect(outcome["seconds_since_keep_alive"]?.int ?? 99 <= 30 && outcome["events_sent"] != nil)
    }

    @Test("what cannot be read beside the agent's state is named and does not hide it")
    func healthWithGaps() async throws {
        let agent = try agent { $0.status == .active && $0.isConfigurationSynced }
        let path = "/agents/\(agent.id)/stats/agent"
        let outcome = await Workbench(answers: [path: .problem(500, "Oops", 1_000)])
            .call("check_agent_health", ["agent_id": .string(agent.id)])
        #expect(outcome["healthy"] == true && outcome["events_sent"] == nil)
        #expect(outcome.strings("missing").count == 1)
        #expect(outcome.text.contains("Not checked: event counts: Wazuh manager, GET \(path): Oops"), "\(outcome.text)")
    }

    @Test("what ails an agent is told in words")
    func unhealthy() async throws {
        let rows: [((SimulatedAgent) -> Bool, String)] = [
            ({ $0.status == .disconnected && $0.statusCode == 3 }, "it said that it was shutting down"),
            ({ $0.status == .disconnected && $0.statusCode == 4 }, "no keep-alive came in time"),
            ({ $0.status == .neverConnected }, "It has never connected"), ({ $0.status == .pending }, "It is pending"),
            (
                { $0.status == .active && !$0.isConfigurationSynced },
                "It does not run the configuration of its groups yet"
            ),
        ]
        for (isKind, words) in rows {
            let agent = try agent(isKind)
            let outcome = await Self.bench.call("check_agent_health", ["agent_id": .string(agent.id)])
            #expect(outcome["healthy"] == false && !outcome.isError)
            #expect(outcome.text.hasPrefix("Agent \(agent.id) \(agent.name) is NOT healthy.\n"))
            #expect(outcome.text.contains(words), "\(outcome.text)")
        }
    }

    @Test("an older agent is worth a note and is healthy all the same")
    func outdated() async throws {
        let agent = try agent {
            $0.status == .active && $0.isConfigurationSynced && $0.version != "Wazuh v\(SimulatedCompany.wazuhVersion)"
        }
        let outcome = await Self.bench.call("check_agent_health", ["agent_id": .string(agent.id)])
        #expect(outcome["healthy"] == true)
        #expect(outcome.text.contains("Note: It runs \(agent.version ?? ""), older than the manager's v4.14.7."))
    }

    @Test("an agent that counts as active but is silent is not healthy")
    func silent() async {
        let silent =
            #"{"id":"001","name":"web-01","status":"active","status_code":0,"lastKeepAlive":"2026-11-18T00:00:00+00:00","version":"Wazuh v4.14.7"}"#
        let bench = Workbench(answers: ["/agents": .items(silent, total: 1)])
        let outcome = await bench.call("check_agent_health", ["agent_id": "001"])
        #expect(outcome["healthy"] == false && outcome.text.contains("old although it counts as active"))
    }

    @Test("the manager itself can be asked for")
    func manager() async {
        let outcome = await Self.bench.call("check_agent_health", ["agent_id": "0"])
        #expect(outcome["healthy"] == true && outcome["seconds_since_keep_alive"] == nil)
    }

    @Test("an agent that does not exist is an error that says how to go on")
    func healthOfNobody() async {
        let outcome = await Self.bench.call("check_agent_health", ["agent_id": "999"])
        #expect(outcome.isError && outcome.text.contains("Agent does not exist"))
        #expect(outcome.text.contains("List the agents to find the right id."))
    }

    @Test("a keep-alive that is no time is not passed over")
    func unreadableKeepAlive() async {
        let agent = #"{"id":"001","name":"web","status":"active","lastKeepAlive":"yesterday"}"#
        let outcome = await Workbench(answers: ["/agents": .items(agent, total: 1)])
            .call("check_agent_health", ["agent_id": "001"])
        #expect(outcome.text.contains("Its last keep-alive, \"yesterday\", is no time that can be read."))
    }
}
