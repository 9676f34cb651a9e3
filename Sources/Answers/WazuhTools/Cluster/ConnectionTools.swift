import Encodings
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

/// Whether Wazuh can be worked with.
struct ConnectionReport: ToolOutput {
    let manager: PartResult<ManagerCheck>
    let indexer: IndexerCheck

    /// What the tools need and the API user may not do.
    private static func lacking(_ policies: Policies) -> [String] {
        let lacking = ["agent:read", "group:read", "syscollector:read", "rules:read", "cluster:status"]
            .filter { !policies.allows($0) }
        // A cluster asks for the permission on its nodes where a single manager asks for its own.
        let readsManagers = policies.allows("manager:read") || policies.allows("cluster:read")
        return lacking + (readsManagers ? [] : ["manager:read (in a cluster: cluster:read)"])
    }

    /// Daemons that a healthy manager may leave stopped.
    private static let optionalDaemons: Set<ExactText> = [
        "wazuh-agentlessd", "wazuh-csyslogd", "wazuh-dbd", "wazuh-integratord", "wazuh-maild", "wazuh-reportd",
        "wazuh-clusterd",
    ]

    private var information: APIInformation? { manager.value?.information }
    private var denied: [String] { manager.value?.policies.value.map(Self.lacking) ?? [] }

    private var stopped: [String] {
        (manager.value?.daemons.value ?? [])
            .filter { !$0.isRunning && !Self.optionalDaemons.contains(ExactText($0.name)) }.map(\.name)
    }

    private var problems: [String] {
        let unread = [manager.reason, manager.value?.daemons.reason, manager.value?.policies.reason].compactMap(\.self)
        return (stopped.isEmpty ? [] : ["Daemons that do not run: \(stopped.joined(separator: ", "))."])
            + (denied.isEmpty ? [] : ["The API user (WAZUH_USER) lacks: \(denied.joined(separator: ", "))."])
            + unread.map { "Not checked: \($0)" } + [indexer.problem].compactMap(\.self)
    }

    static let structure = Structure<ConnectionReport>(
        .init("connected", "To the manager.") { $0.information != nil },
        .init("manager_version") { $0.information?.version },
        .init("manager_host") { $0.information?.hostname },
        .init("manager_time") { $0.information?.timestamp },
        .init("stopped_daemons") { $0.stopped },
        .init("missing_permissions") { $0.denied },
        .init("indexer", "green, yellow, red, not configured or unavailable") { $0.indexer.state },
        .init("problems") { $0.problems }
    )

    var text: String {
        var lines = ["NOT connected to the Wazuh manager."]
        if let information {
            let host = information.hostname.map { " on \($0)" } ?? ""
            lines = ["Connected to the Wazuh manager\(host), version \(information.version)."]
        }
        if let line = indexer.line { lines.append(line) }
        let allIsWell = "Its daemons run and the API user has the permissions that the tools need."
        return (lines + (problems.isEmpty ? [allIsWell] : problems)).joined(separator: "\n")
    }
}
