import JSON
import MCP
import Upstream
import WazuhIndexer
import WazuhManager

let complianceTools: [WazuhTool] = [
    WazuhTool(
        "run_compliance_check", title: "Compliance indications",
        "Count alerts and configuration checks by the requirements of a framework. Indications for an auditor, never a verdict.",
        .reads, scope: .read,
        .choice("framework", "Framework."),
        .optional(Argument<AgentID>.agentID("This agent; else the whole fleet.")),
        .integer("top", "Requirements to show.", in: 1...100, default: 20), .timeRange(from: "now-7d")
    ) { (wazuh, framework: Framework, agent, top, requested) in
        var filter = AlertFilter(range: try requested.resolved(now: wazuh.now()))
        filter.agent = agent
        async let checks = wazuh.checks(of: framework, agent)
        let alerts = await wazuh.alerts(of: framework, filter, top: top)
        switch (alerts, await checks) {
        case (.failure(let error), .failure(let other)):
            throw ToolFailure("\(wazuh.explain(error)) \(wazuh.explain(other))")
        case (let alerts, let checks):
            return ComplianceReport(framework: framework, filter: filter, alerts: alerts, checks: checks, top: top)
        }
    }
]

extension WazuhContext {
    fileprivate func alerts(
        of framework: Framework, _ filter: AlertFilter, top: Int
    ) async -> Result<ComplianceAlerts, any Error> {
        do {
            let answer = try await indexer.aggregate(filter, ComplianceAlerts.aggregations(framework, top: top))
            return .success(ComplianceAlerts(framework, top: top, answer))
        } catch { return .failure(error) }
    }

    fileprivate func checks(of framework: Framework, _ agent: AgentID?) async -> Result<FleetChecks, any Error> {
        do {
            guard let agent else { return .success(try await fleetChecks(of: framework)) }
            var fleet = FleetChecks()
            fleet.add(try await checks(of: framework, agent, name: ""), agent)
            return .success(fleet)
        } catch { return .failure(error) }
    }

    private func fleetChecks(of framework: Framework) async throws(WazuhError) -> FleetChecks {
        var filter = AgentFilter()
        filter.statuses = [.active]
        let active = try await manager.agents(filter, page: Page(limit: FleetChecks.mostAgents))
        var fleet = FleetChecks()
        fleet.candidates = active.total
        let parts = await withTaskGroup(of: (Agent, Result<AgentChecks?, WazuhError>).self) { group in
            for agent in active.items {
                group.addTask {
                    do throws(WazuhError) {
                        return (agent, .success(try await checks(of: framework, agent.id, name: agent.name)))
                    } catch { return (agent, .failure(error)) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0.id] = $1.1 }
        }
        for agent in active.items {
            switch parts[agent.id] {
            case .success(let checks): fleet.add(checks, agent.id)
            case .failure(let error): fleet.gaps.append("The checks of agent \(agent.id) are missing: \(error)")
            case nil: break
            }
        }
        return fleet
    }

    /// The checks of all policies of an agent; nil when it has none.
    private func checks(
        of framework: Framework, _ agent: AgentID, name: String
    ) async throws(WazuhError) -> AgentChecks? {
        let policies = try await manager.scaPolicies(of: agent, page: .all).items
        guard !policies.isEmpty else { return nil }
        var checks = AgentChecks(agent, name: name)
        for policy in policies.compactMap({ PolicyID($0.id) }) {
            for check in try await manager.scaChecks(of: agent, policy: policy, page: .all, withTexts: false).items {
                checks.add(check, for: framework)
            }
        }
        return checks
    }
}
