import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import TestSupport
import Testing
import Upstream
import WazuhIndexer
import WazuhManager
import WazuhTools

/// What tools ask of Wazuh.
struct RequestTests {
    private let manager = RecordingTransport(
        SimulatedTransport(agentCount: 40, date: SimulatedSystem.now))
    private let indexer = SimulatedSystem.indexerTransport { _ in nil }

    private var context: WazuhContext {
        let clock = UpstreamClock(
            now: { 1_795_000_000 }, sleep: { _ in await Task.yield() }, longestRenewal: .seconds(3_600))
        return WazuhContext(
            manager: WazuhManager(
                ManagerConnection(baseURL: SimulatedTransport.baseURL, user: "wazuh", password: "wazuh"),
                transport: manager,
                clock: clock),
            indexer: WazuhIndexer(
                IndexerConnection(baseURL: "https://indexer.example:9200", user: "admin", password: "admin"),
                transport: indexer, clock: clock),
            now: { SimulatedSystem.now })
    }

    private var asked: [String] {
        (manager.exchanges.map(\.request) + indexer.requests).map {
            "\($0.method) \($0.url) \(String(decoding: $0.body, as: UTF8.self))"
        }
    }

    @Test("a report asks nothing twice, nor does an assessment of the risk right behind it")
    func report() async throws {
        let context = context
        _ = try await ToolAnswer.of("generate_security_report", [:], in: context)
        #expect(asked.count > 10 && Set(asked).count == asked.count)
        let before = manager.exchanges.count
        _ = try await ToolAnswer.of("perform_risk_assessment", [:], in: context)
        // The list of agents alone is asked for again.
        #expect(manager.exchanges.count == before + 1)
    }

    @Test("the ruleset is read once by the tools that count rules")
    func ruleset() async throws {
        let context = context
        for tool in ["get_wazuh_rules_summary", "get_mitre_coverage", "get_wazuh_rules_summary"] {
            _ = try await ToolAnswer.of(tool, [:], in: context)
        }
        #expect(asked.filter { $0.contains("/rules?") }.count == 1)
    }

    @Test("every list asks for no more fields than it reads")
    func select() async throws {
        let context = context
        for (tool, path) in [
            ("get_wazuh_agents", "/agents?"), ("get_agent_processes", "/syscollector/001/processes?"),
            ("get_agent_ports", "/syscollector/001/ports?"), ("get_agent_packages", "/syscollector/001/packages?"),
            ("get_sca_policy_checks", "/sca/001?"), ("run_compliance_check", "/checks/"),
        ] {
            _ = try await ToolAnswer.of(tool, usualArguments(tool), in: context)
            #expect(asked.contains { $0.contains(path) && $0.contains("select=") }, "\(tool)")
        }
    }
}
