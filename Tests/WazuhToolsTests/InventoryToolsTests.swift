import HTTP
import JSON
import SimulatedCompany
import Testing
import WazuhTools

struct InventoryToolsTests {
    private static let bench = Workbench()

    @Test(
        "processes and ports of an agent are all counted and come once each",
        arguments: ["get_agent_processes", "get_agent_ports"])
    func walk(_ tool: String) async {
        let whole = await Self.bench.call(tool, ["agent_id": "001", "limit": 500, "max_characters": 150_000])
        let total = whole["total"]?.int ?? 0
        #expect(total > 5 && whole.items.count == total && whole["untrusted_data"] == true)
        var seen: [JSON] = []
        var cursor: JSON?
        repeat {
            let page = await Self.bench.call(tool, ["agent_id": "001", "limit": 3, "cursor": cursor ?? .null])
            seen += page.items
            cursor = page["next_cursor"]
        } while cursor != nil && seen.count <= total
        #expect(seen == whole.items)
        #expect(whole.text.contains("Scanned 20"))
    }

    @Test("processes are found by text")
    func processes() async {
        let outcome = await Self.bench.call("get_agent_processes", ["agent_id": "001", "search": "sshd"])
        #expect(!outcome.items.isEmpty)
        #expect(outcome.items.allSatisfy { $0.jsonText.contains("sshd") })
        #expect(outcome["covers"]?.string == "agent 001, containing \"sshd\"")
    }

    @Test(
        "ports are kept by state, protocol and number",
        arguments: [
            (["state": "listening"], "state", "listening"), (["protocol": "udp"], "protocol", "udp"),
            (["local_port": 22], "local_port", 22),
        ] as [(JSONObject, String, JSON)])
    func ports(arguments: JSONObject, member: String, value: JSON) async {
        var arguments = arguments
        arguments["agent_id"] = "001"
        let outcome = await Self.bench.call("get_agent_ports", arguments)
        #expect(!outcome.items.isEmpty && outcome.items.allSatisfy { $0[member] == value }, "\(outcome.text)")
        #expect(outcome.text.contains("UDP ports have no state") == (member == "state"))
    }

    @Test(
        "an agent without an inventory, or none at all, is an error in words (2007, 1701)",
        arguments: ["get_agent_processes", "get_agent_ports"])
    func withoutInventory(_ tool: String) async throws {
        let agent = try #require(Self.bench.company.agents.first { $0.status == .neverConnected })
        let outcome = await Self.bench.call(tool, ["agent_id": .string(agent.id)])
        #expect(
            outcome.isError && outcome.text.contains("The agent has not sent its inventory yet."), "\(outcome.text)")
        #expect(outcome.text.contains("(error 2007)"))
        let nobody = await Self.bench.call(tool, ["agent_id": "999"])
        #expect(nobody.isError || nobody.text.contains("999"), "\(nobody.text)")
    }

    @Test("the manager's own inventory can be read")
    func manager() async {
        let outcome = await Self.bench.call("get_agent_processes", ["agent_id": "000"])
        #expect(!outcome.isError && outcome["total"]?.int ?? 0 > 0)
    }

    @Test("a secret on a command line does not leave the server")
    func commandLine() async {
        let process = #"{"pid":"7","name":"mysql","cmd":"mysql","argvs":"-u root -pS3cretWord db","euser":"root"}"#
        let bench = Workbench(answers: ["/syscollector/001/processes": .items(process, total: 1)])
        let outcome = await bench.call("get_agent_processes", ["agent_id": "001"])
        #expect(outcome.items.first?["command"] == "mysql -u root -p[redacted] db")
        #expect(outcome.text.contains("mysql -u root -p[redacted] db"))
    }
}
