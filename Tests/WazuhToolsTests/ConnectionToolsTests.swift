import HTTP
import JSON
import MCP
import SimulatedManager
import Testing
import WazuhTools

struct ConnectionToolsTests {
    @Test("a connection in order is said to be so", arguments: ["4.8.0", "4.14.1", "4.14.7"])
    func good(_ version: String) async {
        let outcome = await Workbench(version: version).call("validate_wazuh_connection")
        #expect(outcome["connected"] == true && outcome["manager_version"]?.string == version)
        #expect(outcome.strings("problems").isEmpty && outcome.strings("missing_permissions").isEmpty)
        #expect(outcome.text.hasPrefix("Connected to the Wazuh manager on "))
        #expect(outcome.text.hasSuffix("Its daemons run and the API user has the permissions that the tools need."))
    }

    @Test("the predefined role for reading is enough")
    func readonly() async {
        let outcome = await Workbench(role: .readonly).call("validate_wazuh_connection")
        #expect(outcome.strings("problems").isEmpty, "\(outcome.text)")
    }

    @Test("permissions that are missing are named, with what could not be checked for them")
    func missing() async {
        let outcome = await Workbench(role: .agentsReadonly).call("validate_wazuh_connection")
        #expect(!outcome.isError && outcome["connected"] == true)
        #expect(
            outcome.strings("missing_permissions") == [
                "syscollector:read", "rules:read", "cluster:status", "manager:read (in a cluster: cluster:read)",
            ])
        #expect(outcome.text.contains("The API user (WAZUH_USER) lacks: syscollector:read, rules:read"))
        #expect(outcome.text.contains("Not checked: daemons: Wazuh manager, GET /manager/status: "))
    }

    @Test("daemons that should run and do not are named, those that may rest are not")
    func stopped() async {
        let daemons =
            #"{"wazuh-analysisd":"stopped","wazuh-maild":"stopped","wazuh-remoted":"failed","wazuh-db":"running"}"#
        let outcome = await Workbench(answers: ["/manager/status": .items(daemons, total: 1)])
            .call("validate_wazuh_connection")
        #expect(outcome.strings("stopped_daemons") == ["wazuh-analysisd", "wazuh-remoted"])
        #expect(outcome.text.contains("Daemons that do not run: wazuh-analysisd, wazuh-remoted."))
    }

    @Test("of manager and indexer, the one that answers is told with what is wrong with the other")
    func halves() async throws {
        let tool = try #require(allTools.first { $0.name == "validate_wazuh_connection" })
        for (managerStatus, indexerStatus, isConnected, state) in [
            (nil, nil, true, "green"), (nil, 503, true, "unavailable"), (503, nil, false, "green"),
        ] as [(HTTPStatus?, HTTPStatus?, Bool, String)] {
            let context = SimulatedSystem.context(managerStatus: managerStatus, indexerStatus: indexerStatus)
            let outcome = Outcome(try await tool.result([:], context))
            #expect(outcome["connected"]?.bool == isConnected && outcome["indexer"]?.string == state)
            #expect(outcome.strings("problems").count == (isConnected && state == "green" ? 0 : 1), "\(outcome.text)")
            #expect(outcome.text.contains("Not checked: Wazuh manager, ") == !isConnected)
            #expect(outcome.text.contains("Not checked: Wazuh indexer, ") == (state == "unavailable"))
        }
        let context = SimulatedSystem.context(managerStatus: 503, indexerStatus: 503)
        let error = await #expect(throws: (any Error).self) { try await tool.result([:], context) }
        let text = context.explain(try #require(error))
        #expect(text.contains("Wazuh manager, ") && text.contains("Wazuh indexer, "))
    }

    @Test("a manager of a later major version is refused in words")
    func laterVersion() async {
        let answer = #"{"data":{"title":"Wazuh API REST","api_version":"5.0.0","revision":"1"},"error":0}"#
        let outcome = await Workbench(answers: ["/": .json(200, Array(answer.utf8))]).call("validate_wazuh_connection")
        #expect(outcome.isError && outcome.text.contains("this is Wazuh 5.0.0"))
    }
}
