import HTTP
import JSON
import SimulatedCompany
import Testing
import WazuhTools

struct ClusterToolsTests {
    private static let alone: Workbench.Answers = [
        "/cluster/status": .json(200, Array(#"{"data":{"enabled":"no","running":"no"},"error":0}"#.utf8)),
        "/cluster/nodes": .problem(400, "Cluster is not running", 3013),
        "/cluster/healthcheck": .problem(400, "Cluster is not running", 3013),
    ]

    @Test("a running cluster is told node by node")
    func running() async {
        let bench = Workbench()
        let outcome = await bench.call("get_wazuh_cluster_health")
        let active = bench.company.agents.count { $0.status == .active && !$0.isManager }
        #expect(outcome["cluster_enabled"] == true && outcome["cluster_running"] == true)
        #expect(outcome["nodes"]?.array?.count == 2 && outcome["daemons"] == nil)
        #expect(outcome.text.hasPrefix("The cluster runs: 2 nodes, \(active) active agents.\nmaster-node: master"))
        let nodes = await bench.call("get_wazuh_cluster_nodes")
        #expect(nodes.items.compactMap { $0["name"]?.string } == ["master-node", "worker-01"])
        #expect(nodes.text.hasPrefix("2 cluster nodes:\nmaster-node: master, version 4.14.7, 10.20.1.10"))
    }

    @Test("nodes are paged like everything else")
    func paging() async {
        let bench = Workbench()
        let first = await bench.call("get_wazuh_cluster_nodes", ["limit": 1])
        let second = await bench.call("get_wazuh_cluster_nodes", ["limit": 1, "cursor": first["next_cursor"] ?? .null])
        #expect((first.items + second.items).compactMap { $0["name"]?.string } == ["master-node", "worker-01"])
        #expect(second["next_cursor"] == nil)
    }

    @Test("a manager without a cluster is no error: its daemons stand in")
    func disabled() async {
        let bench = Workbench(answers: Self.alone)
        let health = await bench.call("get_wazuh_cluster_health")
        #expect(!health.isError && health["cluster_enabled"] == false && health["nodes"]?.array?.isEmpty == true)
        #expect(health["daemons"]?.array?.isEmpty == false)
        #expect(health.text.hasPrefix("Clustering is disabled: this manager works alone.\n"))
        #expect(health.text.contains("daemons run; not running: wazuh-agentlessd (stopped)"))
        let nodes = await bench.call("get_wazuh_cluster_nodes")
        #expect(!nodes.isError && nodes["total"] == 0 && nodes.text.contains("Clustering is disabled"))
    }

    @Test("a cluster that is enabled but does not run is said loudly")
    func notRunning() async {
        var answers = Self.alone
        answers["/cluster/status"] = .json(200, Array(#"{"data":{"enabled":"yes","running":"no"},"error":0}"#.utf8))
        let outcome = await Workbench(answers: answers).call("get_wazuh_cluster_health")
        #expect(outcome["cluster_running"] == false && outcome.text.hasPrefix("Clustering is enabled but NOT running."))
    }

    @Test("nodes that give no answer are named and not left out silently")
    func failedNodes() async {
        let body =
            #"{"data":{"affected_items":[{"info":{"name":"master-node","type":"master","version":"4.14.7","ip":"10.20.1.10","n_active_agents":3}}],"total_affected_items":1,"failed_items":[{"error":{"code":3022,"message":"Unknown node"},"id":["worker-01"]}]},"error":2}"#
        let outcome = await Workbench(answers: ["/cluster/healthcheck": .json(200, Array(body.utf8))])
            .call("get_wazuh_cluster_health")
        #expect(outcome.strings("gaps") == ["Failed for worker-01: Unknown node (error 3022)."])
        #expect(outcome.text.contains("Failed for worker-01"))
    }

    @Test(
        "a node's own numbers and logs are asked of that node",
        arguments: [
            ("get_wazuh_statistics", "/cluster/worker-01/stats"),
            ("get_wazuh_weekly_stats", "/cluster/worker-01/stats/weekly"),
            ("get_wazuh_remoted_stats", "/cluster/worker-01/daemons/stats"),
            ("search_wazuh_manager_logs", "/cluster/worker-01/logs"),
            ("get_wazuh_manager_error_logs", "/cluster/worker-01/logs"),
        ])
    func nodes(tool: String, path: String) async {
        let bench = Workbench()
        var arguments = usualArguments(tool)
        arguments["node"] = "worker-01"
        let outcome = await bench.call(tool, arguments)
        #expect(!outcome.isError && outcome.text.contains("node worker-01"), "\(outcome.text)")
        #expect(bench.paths.contains { $0.hasPrefix(path) } && !bench.paths.contains { $0.hasPrefix("/manager/") })
        arguments["node"] = nil
        #expect(await bench.call(tool, arguments).text.contains("the connected manager"))
        arguments["node"] = "nowhere"
        let unknown = await bench.call(tool, arguments)
        #expect(unknown.isError || unknown.text.contains("nowhere"), "\(unknown.text)")
    }
}
