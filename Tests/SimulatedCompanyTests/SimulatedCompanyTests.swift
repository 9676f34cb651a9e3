import FoundationEssentials
import SimulatedCompany
import Testing

private let start = Date(timeIntervalSince1970: 1_795_000_000)

@Suite struct SimulatedCompanyTests {
    private let company = SimulatedCompany(now: start)

    @Test("forty agents and the manager, in every state, mostly active")
    func population() {
        #expect(company.agents.count == 41)
        for status in SimulatedAgent.Status.allCases { #expect(company.agents.contains { $0.status == status }) }
        #expect(company.agents.count { $0.status == .active } > 30)
        #expect(Set(company.agents.map(\.name)).count == 41)
        #expect(
            Set(company.agents.filter { $0.ip != "any" }.map(\.ip)).count == company.agents.count { $0.ip != "any" })
        #expect(Set(company.agents.flatMap(\.groups)) == Set(company.groups.map(\.name)))
    }

    @Test("the same seed makes the same company, another seed another one")
    func determinism() {
        #expect(SimulatedCompany(now: start).agents == company.agents)
        #expect(SimulatedCompany(seed: 1, now: start).agents != company.agents)
        let agent = company.agents[1]
        #expect(
            company.packages(of: agent)
                == SimulatedCompany(now: start, agentCount: 100).packages(of: agent))
    }

    @Test("the number of agents is free", arguments: [0, 1, 100, 1200])
    func agentCount(_ count: Int) {
        let company = SimulatedCompany(now: start, agentCount: count)
        #expect(company.agents.count == count + 1)
        #expect(company.agents.last?.id == (count == 0 ? "000" : SimulatedCompanyTests.padded(count)))
        #expect(company.agents.allSatisfy { company.agent($0.id) == $0 })
    }

    @Test("a company of any size has alerts and vulnerabilities", arguments: [0, 1, 3, 40])
    func alerts(_ count: Int) {
        let company = SimulatedCompany(now: start, agentCount: count)
        let alerts = company.alerts(count: 2_000, until: 1_795_000_000_000)
        #expect((2_000...2_064).contains(alerts.count))
        #expect(alerts.allSatisfy { $0.time <= 1_795_000_000_000 && $0.time > 1_795_000_000_000 - 30 * 86_400_000 })
        #expect(!company.vulnerabilityFindings(count: 600, at: 1_795_000_000_000).isEmpty)
    }

    private static func padded(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
    }

    @Test("inventories have the sizes of real machines")
    func inventories() {
        for agent in company.agents where agent.hasSynchronised {
            #expect((60...200).contains(company.processes(of: agent).count))
            #expect((10...40).contains(company.ports(of: agent).count))
            #expect((100...400).contains(company.packages(of: agent).count))
            #expect(company.hotfixes(of: agent).isEmpty == (agent.os?.family != .windows))
            #expect(!company.policies(of: agent).isEmpty)
        }
        for agent in company.agents where !agent.hasSynchronised { #expect(company.packages(of: agent).isEmpty) }
    }

    @Test("the ruleset has as many rules as a real one, each once")
    func rules() {
        let rules = SimulatedRule.all
        #expect((4300...4700).contains(rules.count))
        #expect(Set(rules.map(\.id)).count == rules.count)
        #expect(rules.allSatisfy { (0...16).contains($0.level) && !$0.groups.isEmpty && !$0.description.isEmpty })
        #expect(rules.first { $0.id == 5710 }?.level == 5)
    }

    @Test("an active agent keeps reporting while time goes on, a lost one does not")
    func keepAlive() throws {
        let later = start.addingTimeInterval(3600)
        let active = try #require(company.agents.first { $0.status == .active && !$0.isManager })
        let lost = try #require(company.agents.first { $0.status == .disconnected })
        let age = try #require(active.lastKeepAlive(at: later, built: company.now)).distance(to: later)
        #expect((0...30).contains(age))
        #expect(
            lost.lastKeepAlive(at: later, built: company.now) == lost.lastKeepAlive(at: company.now, built: company.now)
        )
    }
}

@Suite struct TimestampTests {
    @Test(
        "times are written as Wazuh writes them",
        arguments: [
            (0.0, "1970-01-01T00:00:00+00:00"), (951_782_400, "2000-02-29T00:00:00+00:00"),
            (1_709_210_096, "2024-02-29T12:34:56+00:00"),
            (1_795_225_768, "2026-11-21T01:49:28+00:00"), (-1, "1969-12-31T23:59:59+00:00"),
        ])
    func offset(_ seconds: Double, _ text: String) {
        #expect(Timestamp.offset(Date(timeIntervalSince1970: seconds)) == text)
    }
}
