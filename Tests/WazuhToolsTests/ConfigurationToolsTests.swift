import HTTP
import JSON
import SimulatedCompany
import Testing
import WazuhTools

struct ConfigurationToolsTests {
    private static let bench = Workbench()

    @Test(
        "each section of a connected agent is read as it runs",
        arguments: ["client", "buffer", "labels", "localfile", "syscheck", "rootcheck", "wmodules", "active-response"])
    func sections(_ section: String) async {
        let outcome = await Self.bench.call(
            "get_agent_configuration", ["agent_id": "001", "section": .string(section)])
        #expect(!outcome.isError && outcome["section"]?.string == section && outcome["missing"] == nil)
        #expect(outcome["running"]?.object?.isEmpty == false)
        #expect(outcome.text.contains("Running, section \(section):\n"))
    }

    @Test("all groups of an agent are shown in their order, not the first alone")
    func groups() async throws {
        let agent = try #require(Self.bench.company.agents.first { $0.groups.count > 2 && $0.status == .active })
        let outcome = await Self.bench.call("get_agent_configuration", ["agent_id": .string(agent.id)])
        #expect(outcome["groups"]?.array?.compactMap { $0["group"]?.string } == agent.groups)
        #expect(outcome.text.contains("location: /var/log/nginx/error.log"))
    }

    @Test("a disconnected agent shows its groups and says why the rest is missing (1740)")
    func disconnected() async throws {
        let agent = try #require(Self.bench.company.agents.first { $0.status == .disconnected })
        let outcome = await Self.bench.call("get_agent_configuration", ["agent_id": .string(agent.id)])
        #expect(!outcome.isError && outcome["running"] == nil)
        let gap = try #require(outcome.strings("missing").first)
        #expect(gap.hasPrefix("Section syscheck: ") && gap.contains("(error 1740)"))
        #expect(gap.contains("Only a connected agent can be asked"))
        #expect(outcome.text.contains("Missing: \(gap)"))
    }

    @Test("an agent of which nothing can be read is an error")
    func neverConnected() async throws {
        let agent = try #require(Self.bench.company.agents.first { $0.status == .neverConnected })
        let outcome = await Self.bench.call("get_agent_configuration", ["agent_id": .string(agent.id)])
        #expect(outcome.isError && outcome.text.contains("(error 1740)"))
        let nobody = await Self.bench.call("get_agent_configuration", ["agent_id": "999"])
        #expect(nobody.isError && nobody.text.contains("Agent does not exist"))
    }

    @Test("a component that is off is told (1117), and its group configuration stays")
    func componentOff() async {
        let bench = Workbench(answers: [
            "/agents/001/config/syscheck/syscheck": .problem(400, "Unable to connect with component", 1117)
        ])
        let outcome = await bench.call("get_agent_configuration", ["agent_id": "001"])
        #expect(!outcome.isError && outcome.text.contains("(error 1117). The component is off"))
    }

    private static func answering(_ running: String) -> Workbench {
        Workbench(answers: [
            "/agents/001/config/agent/labels": .json(200, Array(#"{"data":\#(running),"error":0}"#.utf8))
        ])
    }

    @Test("when nothing can be read, the first group and the section say why, the other groups are counted")
    func nothing() async {
        let problem = HTTPResponse.problem(500, "Oops", 1_000)
        var answers: Workbench.Answers = ["/agents/001/config/syscheck/syscheck": problem]
        for group in ["default", "linux", "web", "dmz"] { answers["/groups/\(group)/configuration"] = problem }
        let outcome = await Workbench(answers: answers).call("get_agent_configuration", ["agent_id": "001"])
        #expect(outcome.isError && outcome.text.hasPrefix("Group default: Wazuh manager, "))
        #expect(outcome.text.contains("3 more groups could not be read either."))
        #expect(outcome.text.contains("Section syscheck: Wazuh manager, ") && !outcome.text.contains("Group linux"))
    }

    @Test("values beside a name that stands for a secret are masked in both forms, numbers too")
    func namedSecrets() async {
        let bench = Self.answering(
            #"{"labels":[{"key":"db_password","value":"hunter2"},{"name":"API_TOKEN","value":4711},{"key":"site","value":"x1"}],"pin":{"password":1234},"port":22}"#
        )
        let outcome = await bench.call("get_agent_configuration", ["agent_id": "001", "section": "labels"])
        let all = outcome.text + (outcome.structured?.jsonText ?? "")
        #expect(!all.contains("hunter2") && !all.contains("4711") && !all.contains("1234"))
        #expect(outcome["running"]?["labels"]?[2]?["value"] == "x1" && outcome["running"]?["port"] == 22)
    }

    @Test("a section that is a list stands under its name")
    func listSection() async {
        let outcome = await Self.answering(#"[{"key":"site","value":"x1"}]"#)
            .call("get_agent_configuration", ["agent_id": "001", "section": "labels"])
        #expect(outcome["running"]?["labels"]?[0]?["key"] == "site" && outcome.text.contains("key: site"))
    }

    @Test("the outline names every kind of value")
    func outline() async {
        let outcome = await Self.answering(
            #"{"a":"text","n":1,"f":1.5,"yes":true,"none":null,"list":["x","y"],"empty":[],"nothing":{},"deep":{"in":{"side":[{"b":2},{"b":3}]}}}"#
        ).call("get_agent_configuration", ["agent_id": "001", "section": "labels"])
        let expected = """
              a: text
              n: 1
              f: 1.5
              yes: true
              none: null
              list: x, y
              empty: (empty)
              nothing: (empty)
              deep:
                in:
                  side:
                    1:
                      b: 2
                    2:
                      b: 3
            """
        #expect(outcome.text.contains("Running, section labels:\n\(expected)\n"))
    }

    @Test("a large configuration is folded, and cut only when that is not enough", arguments: [1_000, 4_000])
    func large(limit: Int) async {
        let members = (0..<400).map { #""m\#($0)":{"a":{"b":"some text to fill the line"}}"# }.joined(separator: ",")
        let outcome = await Self.answering("{\(members)}").call(
            "get_agent_configuration",
            ["agent_id": "001", "section": "labels", "max_characters": .integer(Int64(limit))])
        #expect(outcome.text.count <= limit)
        #expect(outcome.text.contains("Deeper levels are counted only") && outcome.text.contains("more lines)"))
        #expect(outcome["running"]?.object?.count == 400)
    }
}
