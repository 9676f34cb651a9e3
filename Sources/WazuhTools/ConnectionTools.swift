import MCP
import Wazuh

let connectionTools: [WazuhTool] = [
    WazuhTool(
        "validate_wazuh_connection", title: "Check the connection to Wazuh",
        "Check that the Wazuh manager answers, which version it is, whether its daemons run, and what the API user may not do.",
        .reads, scope: .read
    ) { wazuh in
        let information = try await wazuh.manager.apiInformation()
        var gaps: [String] = []
        var daemons: [DaemonStatus] = []
        do throws(WazuhError) { daemons = try await wazuh.manager.daemons() } catch { gaps.append("\(error)") }
        var denied: [String] = []
        do throws(WazuhError) {
            let policies = try await wazuh.manager.policies()
            denied = ConnectionReport.lacking(policies)
        } catch {
            gaps.append("\(error)")
        }
        return ConnectionReport(information: information, daemons: daemons, denied: denied, gaps: gaps)
    }
]

/// Whether Wazuh can be worked with.
struct ConnectionReport: ToolOutput {
    let information: APIInformation
    let daemons: [DaemonStatus]
    let denied: [String]
    let gaps: [String]

    /// What the tools need and the API user may not do.
    static func lacking(_ policies: Policies) -> [String] {
        let lacking = ["agent:read", "group:read", "syscollector:read", "rules:read", "cluster:status"]
            .filter { !policies.allows($0) }
        // A cluster asks for the permission on its nodes where a single manager asks for its own.
        let readsManagers = policies.allows("manager:read") || policies.allows("cluster:read")
        return lacking + (readsManagers ? [] : ["manager:read (in a cluster: cluster:read)"])
    }

    /// Daemons that a healthy manager may leave stopped.
    private static let optionalDaemons: Set<String> = [
        "wazuh-agentlessd", "wazuh-csyslogd", "wazuh-dbd", "wazuh-integratord", "wazuh-maild", "wazuh-reportd",
        "wazuh-clusterd",
    ]

    private var stopped: [String] {
        daemons.filter { !$0.isRunning && !Self.optionalDaemons.contains($0.name) }.map(\.name)
    }

    private var problems: [String] {
        (stopped.isEmpty ? [] : ["Daemons that do not run: \(stopped.joined(separator: ", "))."])
            + (denied.isEmpty ? [] : ["The API user (WAZUH_USER) lacks: \(denied.joined(separator: ", "))."])
            + gaps.map { "Not checked: \($0)" }
    }

    static let structure = Structure<ConnectionReport>(
        .init("connected") { _ in true },
        .init("manager_version") { $0.information.version },
        .init("manager_host") { $0.information.hostname },
        .init("manager_time") { $0.information.timestamp },
        .init("stopped_daemons") { $0.stopped },
        .init("missing_permissions") { $0.denied },
        .init("problems") { $0.problems }
    )

    var text: String {
        let host = information.hostname.map { " on \($0)" } ?? ""
        let heading = "Connected to the Wazuh manager\(host), version \(information.version)."
        return
            ([heading]
            + (problems.isEmpty
                ? ["Its daemons run and the API user has the permissions that the tools need."] : problems))
            .joined(separator: "\n")
    }
}
