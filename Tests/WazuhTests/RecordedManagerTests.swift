import HTTP
import JSON
import TestSupport
import Testing
import Upstream
import WazuhManager

/// The models against what real managers answered.
@Suite(.enabled(if: RecordedAnswers.arePresent, "needs the recordings in ../shared/wazuh/recorded"))
struct RecordedManagerTests {
    private func manager(_ version: String) throws -> WazuhManager {
        let answers = try RecordedAnswers.answers(of: version).map { (String($0.key.prefix { $0 != "?" }), $0.value) }
        return FakeManager(Dictionary(answers) { first, _ in first }).manager()
    }

    @Test("agents are read with all that an analyst needs", arguments: RecordedAnswers.versions)
    func agents(version: String) async throws {
        let agents = try await manager(version).agents()
        #expect(agents.items.count == agents.total && agents.total >= 12 && agents.failed.isEmpty)
        let real = try #require(agents.items.first { $0.id.description == "001" })
        #expect(real.status == .active && real.groups == ["default"])
        #expect(real.operatingSystem == "Debian GNU/Linux 12")
        #expect(real.lastKeepAlive != nil && real.node == "node01" && real.version != nil)
        #expect(Set(agents.items.map(\.status)).count == 4)
        let summary = try await manager(version).agentSummary()
        #expect(summary.total == summary.active + summary.disconnected + summary.neverConnected + summary.pending)
    }

    @Test("inventories are read", arguments: RecordedAnswers.versions)
    func inventory(version: String) async throws {
        let agent = try #require(AgentID("2"))
        let processes = try await manager(version).processes(of: agent)
        #expect(processes.items.map(\.pid).contains(1) && processes.total > processes.items.count)
        let ports = try await manager(version).ports(of: agent)
        #expect(ports.items.contains { $0.local.port == 22 && $0.state == "listening" && $0.process == "sshd" })
    }

    @Test("configurations are read", arguments: RecordedAnswers.versions)
    func configuration(version: String) async throws {
        let section = try #require(ConfigurationSection(component: "agent", configuration: "client"))
        let configuration = try await manager(version).agentConfiguration(of: #require(AgentID("1")), section: section)
        #expect(configuration["client"]?["server"]?[0]?["port"]?.int == 1514)
        let group = try await manager(version).configuration(of: #require(GroupName("default")))
        #expect(group.items.first?["filters"] != nil)
    }

    @Test("statistics are read", arguments: RecordedAnswers.versions)
    func statistics(version: String) async throws {
        let manager = try manager(version)
        let hours = try await manager.statistics()
        #expect(hours.map(\.hour) == [0, 1] && hours[0].events == 500 && hours[0].rules.first?.rule == 5710)
        let week = try await manager.weeklyAverages()
        #expect(Set(week.map(\.day)).count == 7 && week.allSatisfy { $0.averages.count == 24 })
        let remoted = try await manager.remotedStatistics()
        #expect(
            remoted.receivedBytes > 0 && remoted.queueSize == 131_072 && remoted.started != nil && remoted.sessions == 1
        )
    }

    @Test("what the manager is and how it runs is read", arguments: RecordedAnswers.versions)
    func status(version: String) async throws {
        let manager = try manager(version)
        let api = try await manager.apiInformation()
        #expect(api.version.hasPrefix("4.") && api.hostname != nil)
        let daemons = try await manager.daemons()
        #expect(daemons.contains { $0.name == "wazuh-analysisd" && $0.isRunning } && daemons.contains { !$0.isRunning })
        let policies = try await manager.policies()
        #expect(policies.mode == .white && policies.allows("agent:read") && policies.actions.count > 20)
    }

    @Test("rules are read", arguments: RecordedAnswers.versions)
    func rules(version: String) async throws {
        let rules = try await manager(version).rulesForCounting()
        #expect(rules.items.map(\.id) == [1, 2] && rules.items.allSatisfy { $0.isEnabled && !$0.groups.isEmpty })
        #expect(rules.total > 4_000)
    }

    @Test("the state of a cluster is read where there is one")
    func cluster() async throws {
        let manager = try manager("cluster")
        #expect(try await manager.clusterStatus().isRunning)
        #expect(try await manager.clusterNodes().items.map(\.name) == ["node01"])
        let health = try await manager.clusterHealth()
        #expect(health.items.first?.activeAgents == 7 && health.items.first?.lastKeepAlive == nil)
        #expect(try await manager.statistics(node: NodeName("node01")).count == 2)
    }

    @Test("a manager alone says that there is no cluster", arguments: ["4.8.0", "4.14.7"])
    func noCluster(version: String) async throws {
        let manager = try manager(version)
        #expect(try await manager.clusterStatus().isEnabled == false)
        let error = try await #require(throws: WazuhError.self) { try await manager.clusterNodes() }
        #expect(error.code == .clusterDisabled && error.wazuhCode == 3013)
    }

    @Test("an agent that gives no statistics yet says why")
    func agentStatistics() async throws {
        let manager = try manager("4.14.7")
        let agent = try #require(AgentID("1"))
        #expect(try await manager.agentStatistics(of: agent).status == "connected")
        let error = try await #require(throws: WazuhError.self) { try await manager.logCollectorStatistics(of: agent) }
        #expect(error.wazuhCode == 1117 && error.code == .agentNotConnected)
    }
}
