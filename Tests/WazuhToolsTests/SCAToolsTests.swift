import JSON
import MCP
import Testing
import WazuhTools

struct SCAToolsTests {
    private let name = "get_sca_policy_checks"

    private func policy(of agent: String) async throws -> JSON {
        try #require(try await ToolAnswer.of(name, ["agent_id": .string(agent)]).items.first)
    }

    @Test("without a policy the agent's policies are listed with their scores")
    func policies() async throws {
        let policy = try await policy(of: "003")
        let sum = ["passed", "failed", "not_applicable"].compactMap { policy[$0]?.int }.reduce(0, +)
        let id = try #require(policy["policy_id"])
        let checks = try await ToolAnswer.of(name, ["agent_id": "003", "policy_id": id])
        #expect(checks.total == sum && policy["score_percent"]?.int != nil)
    }

    @Test("checks of a result are as many as the policy says", arguments: ["passed", "failed", "not applicable"])
    func results(result: String) async throws {
        let policy = try await policy(of: "003")
        let answer = try await ToolAnswer.of(
            name,
            ["agent_id": "003", "policy_id": try #require(policy["policy_id"]), "result": .string(result)])
        #expect(answer.total == policy[result.replacing(" ", with: "_")]?.int)
        #expect(answer.items.allSatisfy { $0["result"]?.string == result })
    }

    @Test("the pages hold every check once")
    func pages() async throws {
        let id = try #require(try await policy(of: "003")["policy_id"])
        var arguments: JSONObject = ["agent_id": "003", "policy_id": id, "limit": 40]
        var ids: [Int] = []
        var total = 0
        repeat {
            let answer = try await ToolAnswer.of(name, arguments)
            total = answer.total ?? 0
            ids += answer.items.compactMap { $0["check_id"]?.int }
            arguments["cursor"] = answer.structured["next_cursor"]
        } while arguments["cursor"] != nil && ids.count < 1_000
        #expect(ids.count == total && Set(ids).count == total && total > 40)
    }

    @Test("the default page is short")
    func size() async throws {
        let id = try #require(try await policy(of: "003")["policy_id"])
        #expect(try await ToolAnswer.of(name, ["agent_id": "003", "policy_id": id]).text.count <= 6_000)
    }

    @Test("an unknown policy is answered with those that there are")
    func unknownPolicy() async throws {
        let id = try #require(try await policy(of: "003")["policy_id"]?.string)
        let context = SimulatedSystem.context()
        let error = try await #require(throws: (any Error).self) {
            try await ToolAnswer.of(name, ["agent_id": "003", "policy_id": "cis_dos"], in: context)
        }
        #expect(context.explain(error).contains(id))
    }

    @Test("a result without a policy, and a policy that leaves its path, are refused")
    func wrongArguments() async throws {
        for arguments in [["agent_id": "003", "result": "failed"], ["agent_id": "003", "policy_id": "../x"]]
            as [JSONObject]
        {
            await #expect(throws: ToolInputError.self) { try await ToolAnswer.of(name, arguments) }
        }
    }

    @Test("packages are listed, filtered by name and by text")
    func packages() async throws {
        let all = try await ToolAnswer.of("get_agent_packages", ["agent_id": "003"])
        let names = all.items.compactMap { $0["name"]?.string }
        let first = JSON.string(
            try #require(names.first { $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == " " } }))
        let named = try await ToolAnswer.of("get_agent_packages", ["agent_id": "003", "name": first])
        #expect(named.items.allSatisfy { $0["name"] == first } && named.total == 1)
        let missing = try await ToolAnswer.of("get_agent_packages", ["agent_id": "003", "search": "no such thing"])
        #expect(missing.total == 0 && missing.text.hasPrefix("No packages"))
        await #expect(throws: ToolInputError.self) {
            try await ToolAnswer.of("get_agent_packages", ["agent_id": "003", "name": "7-Zip (x64)"])
        }
        #expect(all.text.count <= 6_000 && all.structured["untrusted_data"] == true)
    }
}
