import MCP
import WazuhIndexer
import WazuhManager

let connectionTools: [WazuhTool] = [
    WazuhTool(
        "validate_wazuh_connection", title: "Check the connection to Wazuh",
        """
        Check that the Wazuh manager and indexer answer, which version it is, whether its daemons run, and what the API user \
        may not do.
        """,
        .reads, scope: .read
    ) { wazuh in
        async let health = IndexerCheck.run(wazuh)
        do {
            return ConnectionReport(manager: .value(try await ManagerCheck.run(wazuh)), indexer: await health)
        } catch {
            let reason = wazuh.explain(error)
            switch await health {
            case .notConfigured: throw error
            case .failed(let other): throw ToolFailure("\(reason) \(other)")
            case .answers: return ConnectionReport(manager: .missing(reason), indexer: await health)
            }
        }
    }
]

/// What the manager says of itself.
struct ManagerCheck: Sendable {
    let information: APIInformation
    let daemons: PartResult<[DaemonStatus]>
    let policies: PartResult<Policies>

    /// - Throws: ``WazuhError`` when the manager does not answer at all.
    static func run(_ wazuh: WazuhContext) async throws -> ManagerCheck {
        let information = try await wazuh.manager.apiInformation()
        let daemons = await wazuh.part("daemons") { try await wazuh.manager.daemons() }
        let policies = await wazuh.part("permissions") { try await wazuh.manager.policies() }
        return ManagerCheck(information: information, daemons: daemons, policies: policies)
    }
}

/// Whether the indexer can be worked with.
enum IndexerCheck: Sendable {
    case notConfigured
    /// With the colour of its cluster.
    case answers(String)
    case failed(String)

    static func run(_ wazuh: WazuhContext) async -> IndexerCheck {
        guard wazuh.hasIndexer else { return .notConfigured }
        do { return .answers(try await wazuh.indexer.health()) } catch { return .failed(wazuh.explain(error)) }
    }

    /// `green`, `yellow`, `red`, `not configured` or `unavailable`.
    var state: String {
        switch self {
        case .notConfigured: "not configured"
        case .answers(let colour): colour
        case .failed: "unavailable"
        }
    }

    var problem: String? {
        switch self {
        case .failed(let reason): "Not checked: \(reason)"
        case .answers("red"): "The indexer's cluster is red: some alerts or vulnerabilities cannot be read."
        case .answers, .notConfigured: nil
        }
    }

    var line: String? {
        switch self {
        case .notConfigured: "No indexer is configured, so there are no alerts and vulnerabilities."
        case .answers(let colour): "The indexer answers; its cluster is \(colour)."
        case .failed: nil
        }
    }
}
