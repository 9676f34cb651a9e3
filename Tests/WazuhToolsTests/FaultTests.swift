import HTTP
import JSON
import MCP
import SimulatedManager
import Testing
import WazuhTools

/// What tools say when the manager misbehaves.
struct FaultTests {
    private static let words: [SimulatedFaults.Fault: String] = [
        .tooManyRequests: "wait a minute", .unavailable: "Something before the manager answers in its place",
        .timeout: "The API works on other requests", .html: "Something before the manager answers in its place",
        .truncated: "the answer cannot be read", .daemonsNotReady: "start the daemons it names",
    ]

    @Test(
        "each fault is an error in words, without markup or credentials", arguments: managerTools,
        SimulatedFaults.Fault.allCases)
    func everyRequest(_ tool: String, _ fault: SimulatedFaults.Fault) async throws {
        let bench = Workbench(faults: SimulatedFaults(everyRequest: fault))
        let outcome = await bench.call(tool, usualArguments(tool))
        #expect(outcome.isError && outcome.structured == nil)
        #expect(outcome.text.hasPrefix("Wazuh manager, ") && outcome.text.count < 600, "\(outcome.text)")
        #expect(outcome.text.contains(try #require(Self.words[fault])), "\(outcome.text)")
        #expect(outcome.text.firstMatch(of: /<[A-Za-z!\/]/) == nil)
        for part in ["Bearer", "Basic", Workbench.password, "Error Domain", "eyJ"] {
            #expect(!outcome.text.contains(part), "\(outcome.text)")
        }
    }

    @Test("a token that is refused once is replaced without a word", arguments: managerTools)
    func refusedToken(_ tool: String) async {
        let outcome = await Workbench(faults: SimulatedFaults(refusesTokenOnce: true)).call(tool, usualArguments(tool))
        #expect(!outcome.isError, "\(outcome.text)")
    }

    @Test(
        "nothing is called empty while the manager does not say what may be seen",
        arguments: ["/agents": "get_wazuh_agents", "/rules": "get_wazuh_rules_summary"])
    func unknownPermissions(path: String, tool: String) async {
        let answers: Workbench.Answers = [
            path: .items("", total: 0), "/security/users/me/policies": .problem(500, "busy", 1000),
        ]
        let outcome = await Workbench(answers: answers).call(tool)
        #expect(outcome.isError && outcome.text.contains("Wazuh manager, GET /security/users/me/policies: "))
    }

    @Test("a user without any right gets the permission named, not an empty list", arguments: managerTools)
    func forbidden(_ tool: String) async {
        let bench = Workbench(role: SimulatedRole(id: 100, name: "nobody", permissions: []))
        let outcome = await bench.call(tool, usualArguments(tool))
        #expect(
            outcome.text.contains(":read") || outcome.text.contains("cluster:status")
                || outcome.text.contains("Agent does not exist"), "\(tool): \(outcome.text)")
    }

    @Test(
        "without an indexer, tools that need it say who sets it up",
        arguments: allTools.map(\.name).filter { !managerTools.contains($0) })
    func withoutIndexer(_ tool: String) async throws {
        let schema = try #require(allTools.first { $0.name == tool }).inputSchema
        guard schema["required"] == nil else { return }
        let outcome = await Workbench().call(tool)
        #expect(outcome.text.contains("WAZUH_INDEXER_HOST"), "\(tool): \(outcome.text)")
    }
}
