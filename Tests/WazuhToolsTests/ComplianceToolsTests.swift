import HTTP
import JSON
import MCP
import Testing
import WazuhTools

struct ComplianceToolsTests {
    private let name = "run_compliance_check"

    private func month(_ framework: String, _ more: JSONObject = [:]) -> JSONObject {
        more.reduce(into: [
            "framework": .string(framework), "time_from": "now-31d", "time_to": "now+1d", "top": 100,
        ]) { $0[$1.name] = $1.value }
    }

    private func requirements(_ answer: ToolAnswer) -> [String: Int] {
        let rows = answer.structured["alerts"]?["requirements"]?.array ?? []
        return Dictionary(rows.map { ($0["requirement"]?.string ?? "", $0["alerts"]?.int ?? 0) }) { $0 + $1 }
    }

    @Test(
        "requirements of rules are counted over all alerts",
        arguments: [
            ("PCI-DSS", "rule.pci_dss"), ("HIPAA", "rule.hipaa"), ("GDPR", "rule.gdpr"),
            ("NIST-800-53", "rule.nist_800_53"), ("TSC", "rule.tsc"),
        ])
    func requirements(framework: String, field: String) async throws {
        let answer = try await ToolAnswer.of(name, month(framework))
        let named = SimulatedSystem.alerts.filter { !$0.values(field).isEmpty }
        let counted = Dictionary(
            named.flatMap { Set($0.values(field).compactMap(\.string)) }.map { ($0, 1) }
        ) { $0 + $1 }
        #expect(requirements(answer) == counted && !counted.isEmpty)
        #expect(answer.structured["alerts"]?["relevant"]?.int == named.count)
        #expect(answer.structured["alerts"]?["total"]?.int == SimulatedSystem.alerts.count)
        #expect(answer.structured["mapping_source"] == nil)
    }

    @Test("an alert with several controls of a mapped requirement counts once")
    func mapped() async throws {
        let sox = requirements(try await ToolAnswer.of(name, month("SOX")))
        // The AU family, CA-7, IR-4 and SI-4 (NIST Cybersecurity Framework 1.1, PR.PT-1 and DE.AE-2).
        let expected = SimulatedSystem.alerts.count { alert in
            alert.values("rule.nist_800_53").compactMap(\.string).contains {
                $0.hasPrefix("AU.") || ["CA.7", "IR.4", "SI.4"].contains($0)
            }
        }
        #expect(sox["Audit trail and monitoring"] == expected && expected > 0)
        let iso = requirements(try await ToolAnswer.of(name, month("ISO27001")))
        let lockout = SimulatedSystem.alerts.count { $0.has("rule.nist_800_53", "AC.7") }
        #expect(iso["A.9.4.2"] == lockout && lockout > 0)
    }

    @Test(
        "a mapping says where it comes from",
        arguments: [("SOX", "own choice"), ("ISO27001", "Control Mappings to ISO/IEC 27001")])
    func sources(framework: String, words: String) async throws {
        let answer = try await ToolAnswer.of(name, ["framework": .string(framework)])
        #expect(answer.text.contains(words) && answer.structured["mapping_source"]?.string?.contains(words) == true)
    }

    @Test(
        "every framework's answer is short and never a verdict",
        arguments: ["PCI-DSS", "HIPAA", "GDPR", "NIST-800-53", "TSC", "SOX", "ISO27001"])
    func words(framework: String) async throws {
        let answer = try await ToolAnswer.of(name, ["framework": .string(framework)])
        #expect(answer.text.count <= 6_000 && !answer.text.lowercased().contains("compliant"))
        #expect(answer.text.contains("indications only"))
    }

    @Test("without an agent ten of the active agents are looked at, and the answer says of how many")
    func fleet() async throws {
        let answer = try await ToolAnswer.of(name, month("PCI-DSS"))
        let active = try #require(answer.structured["active_agents"]?.int)
        #expect(active > 10 && answer.text.contains("10 of \(active) active agents"))
        let agents = answer.structured["agents_examined"]?.array ?? []
        #expect(!agents.isEmpty && agents.count <= 10)
    }

    @Test("one agent's checks are those that its policies hold", arguments: ["PCI-DSS", "TSC", "ISO27001"])
    func agent(framework: String) async throws {
        let answer = try await ToolAnswer.of(name, month(framework, ["agent_id": "3"]))
        let policies = try await ToolAnswer.of("get_sca_policy_checks", ["agent_id": "3"]).items
        let own = try #require(answer.structured["agents_examined"]?[0])
        for result in ["passed", "failed", "not_applicable"] {
            // Each check of the simulated policies names all of these frameworks.
            #expect(own[result]?.int == policies.reduce(0) { $0 + ($1[result]?.int ?? 0) })
        }
        let alerts = SimulatedSystem.alerts.count { $0.has("agent.id", "003") }
        #expect(answer.structured["alerts"]?["total"]?.int == alerts)
    }

    @Test("a framework that no check names is said to have none")
    func unnamed() async throws {
        let answer = try await ToolAnswer.of(name, month("GDPR", ["agent_id": "3"]))
        #expect(answer.text.contains("No check of these agents' policies names GDPR"))
    }

    @Test("what is missing is named, and the rest is shown")
    func gaps() async throws {
        let withoutIndexer = try await ToolAnswer.of(
            name, month("PCI-DSS", ["agent_id": "3"]), in: SimulatedSystem.context(hasIndexer: false))
        #expect(withoutIndexer.structured["alerts"] == nil && withoutIndexer.text.contains("WAZUH_INDEXER_HOST"))
        #expect(withoutIndexer.text.contains("Configuration checks of 1 of 1 agent"))
        let withoutManager = try await ToolAnswer.of(
            name, month("PCI-DSS"), in: SimulatedSystem.context(managerStatus: 403))
        #expect(withoutManager.text.contains("Configuration checks are missing"))
        #expect(withoutManager.structured["agents_examined"] == nil && withoutManager.structured["alerts"] != nil)
        let context = SimulatedSystem.context(hasIndexer: false, managerStatus: 403)
        await #expect(throws: (any Error).self) { try await ToolAnswer.of(name, month("PCI-DSS"), in: context) }
    }

    @Test(
        "a wrong argument is named",
        arguments: [
            ([:], "framework"), (["framework": "pci"], "framework"), (["framework": "SOX", "top": 0], "top"),
            (["framework": "SOX", "agent_id": "a"], "agent_id"),
        ] as [(JSONObject, String)])
    func wrongArguments(arguments: JSONObject, argument: String) async throws {
        let error = try await #require(throws: ToolInputError.self) { try await ToolAnswer.of(name, arguments) }
        #expect(error.description.hasPrefix(argument))
    }
}
