import JSON
import MCP
import TestSupport
import Testing
import WazuhTools

/// What holds of every result.
struct ResultTests {
    private static let bench = Workbench()

    @Test(
        "structured content has what the output schema requires, and nothing it does not declare",
        arguments: managerTools)
    func structuredContent(_ name: String) async throws {
        let tool = try #require(allTools.first { $0.name == name })
        let outcome = await Self.bench.call(name, usualArguments(name))
        #expect(!outcome.isError, "\(outcome.text)")
        let content = try #require(outcome.structured)
        #expect(JSONSchema(tool.outputSchema).problems(of: content).isEmpty)
        #expect(undeclared(content, tool.outputSchema, at: "").isEmpty)
    }

    /// Members that a schema does not name; an object without named properties may have any.
    private func undeclared(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
        if let elements = value.array, let items = schema["items"] {
            return elements.flatMap { undeclared($0, items, at: place + "[]") }
        }
        guard let object = value.object, let properties = schema["properties"] else { return [] }
        return object.flatMap { member in
            guard let declared = properties[member.name] else { return ["\(place).\(member.name)"] }
            return undeclared(member.value, declared, at: "\(place).\(member.name)")
        }
    }

    @Test("texts say what they cover and are no JSON", arguments: managerTools)
    func readable(_ name: String) async {
        let text = await Self.bench.call(name, usualArguments(name)).text
        #expect(!text.contains("{\"") && !text.contains("Optional(") && !text.contains("nil"))
        #expect(text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
    }

    @Test("secrets of the company appear in no result", arguments: ["000", "001", "002", "004"])
    func secrets(_ agent: String) async {
        let secrets = [
            "simulated-api-key", "simulated0cluster", "simulated-enrolment", "AKIASIMULATED", "simulated/secret",
            "Zimtstern",
            Workbench.password,
        ]
        var texts: [String] = []
        for section in [
            "client", "buffer", "labels", "localfile", "syscheck", "rootcheck", "wmodules", "active-response",
        ] {
            texts.append(
                await everything("get_agent_configuration", ["agent_id": .string(agent), "section": .string(section)]))
        }
        for name in managerTools where name != "get_agent_configuration" {
            var arguments = usualArguments(name)
            if arguments["agent_id"] != nil { arguments["agent_id"] = .string(agent) }
            texts.append(await everything(name, arguments))
        }
        texts.append(await everything("search_wazuh_manager_logs", ["query": "password", "limit": 500]))
        for secret in secrets { #expect(!texts.contains { $0.contains(secret) }, "\(secret)") }
        #expect(texts.contains { $0.contains("[redacted]") }, "there was something to mask")
    }

    private func everything(_ name: String, _ arguments: JSONObject) async -> String {
        let outcome = await Self.bench.call(name, arguments)
        return outcome.text + (outcome.structured?.jsonText ?? "")
    }

    @Test(
        "wrong arguments are refused with what is allowed, before the manager is asked",
        arguments: [
            (
                "get_wazuh_agents", ["status": "dead"],
                "status: expected one of active, pending, disconnected, never_connected"
            ),
            ("get_wazuh_agents", ["limit": 0], "limit: expected a whole number from 1 to 500, not 0"),
            ("get_wazuh_agents", ["limit": 501], "limit: expected a whole number from 1 to 500"),
            ("get_wazuh_agents", ["limit": "10"], "not \"10\""),
            ("get_wazuh_agents", ["cursor": "x"], "cursor: expected"),
            ("get_wazuh_agents", ["cursor": "b2Zmc2V0Oi01"], "cursor: expected"),
            ("get_wazuh_agents", ["agent": "001"], "agent: unknown argument; get_wazuh_agents takes status, agent_id"),
            ("get_wazuh_agents", ["search": "a;b"], "search: expected a text of 1 to 256 characters without ;"),
            ("get_wazuh_agents", ["group": "a/b"], "group: expected"),
            ("get_wazuh_agents", ["name": "a\nb"], "name: expected"),
            ("get_wazuh_agents", ["agent_id": "002/key"], "agent_id: expected an agent id"),
            ("get_wazuh_agents", ["max_characters": 10], "max_characters: expected a whole number from 1000 to 150000"),
            ("check_agent_health", [:], "agent_id: required"), ("check_agent_health", ["agent_id": 1], "not 1"),
            ("check_agent_health", ["agent_id": "../x"], "agent_id: expected an agent id of digits"),
            ("get_agent_processes", [:], "agent_id: required"),
            ("get_agent_ports", ["agent_id": "x"], "agent_id: expected"),
            ("get_agent_ports", ["agent_id": "001", "local_port": 0], "from 1 to 65535"),
            ("get_agent_ports", ["agent_id": "001", "protocol": "icmp"], "one of tcp, tcp6, udp, udp6"),
            ("get_agent_configuration", ["agent_id": "001", "section": "auth"], "section: expected one of client"),
            ("get_wazuh_statistics", ["date": "2026-02-30"], "date: expected a day such as 2026-03-31"),
            ("get_wazuh_statistics", ["node": "a/../b"], "node: expected the name of a cluster node"),
            ("get_wazuh_rules_summary", ["min_level": 17], "from 0 to 16"),
            ("get_wazuh_rules_summary", ["min_level": 9, "max_level": 3], "min_level: must not be above max_level"),
            ("search_wazuh_manager_logs", [:], "query: required"),
            ("search_wazuh_manager_logs", ["query": ""], "query: expected"),
            ("search_wazuh_manager_logs", ["query": "-x"], "query: expected"),
            ("search_wazuh_manager_logs", ["query": "x", "level": "fatal"], "level: expected one of critical"),
            ("get_wazuh_manager_error_logs", ["level": "info"], "level: expected one of error, critical"),
            ("validate_wazuh_connection", ["x": 1], "validate_wazuh_connection takes no arguments"),
        ] as [(String, JSONObject, String)])
    func wrongArguments(tool: String, arguments: JSONObject, expected: String) async {
        let bench = Workbench()
        let outcome = await bench.call(tool, arguments)
        #expect(outcome.isError && outcome.text.contains(expected), "\(outcome.text)")
        #expect(outcome.structured == nil && bench.paths.isEmpty)
    }

    @Test("null stands for an argument left out")
    func nullArguments() async {
        let outcome = await Self.bench.call("get_wazuh_agents", ["status": nil, "limit": nil, "cursor": nil])
        #expect(!outcome.isError && outcome.items.count == 40)
    }
}
