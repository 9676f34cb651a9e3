import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import MCP
import SimulatedCompany
import SimulatedManager
import Synchronization
import TestSupport
import Upstream
import WazuhManager
import WazuhTools

/// The tools on a simulated manager in this process, called by name as a client does.
struct Workbench: Sendable {
    static let now = Date(timeIntervalSince1970: 1_795_000_000)
    static let password = "Correct-Horse-7"

    /// Answers of the manager that a test puts in place of the simulated ones, by path, or by path and a part of the query.
    typealias Answers = [String: HTTPResponse]

    let company: SimulatedCompany
    let context: WazuhContext
    private let transport: RecordingTransport

    /// - Parameters:
    ///   - agentCount: agents of the company.
    ///   - role: what the API user may do.
    ///   - version: the manager's version.
    ///   - faults: what goes wrong on purpose.
    ///   - answers: what takes the place of simulated answers.
    ///   - later: how many seconds have passed for the tools since the company was made.
    init(
        agentCount: Int = 40, role: SimulatedRole = .administrator, version: String = SimulatedCompany.wazuhVersion,
        faults: SimulatedFaults = SimulatedFaults(), answers: Answers = [:], later: Double = 0
    ) {
        company = SimulatedCompany(now: Self.now, agentCount: agentCount)
        let manager = SimulatedManager(
            company: company, users: [SimulatedUser(name: "mcp", password: Self.password, role: role)],
            secret: Array("a secret of tests, long enough".utf8), rateLimit: nil, faults: faults, version: version,
            now: { Self.now.addingTimeInterval(later) })
        transport = RecordingTransport(ReplacedAnswers(transport: SimulatedTransport(manager), answers: answers))
        let connection = ManagerConnection(
            baseURL: SimulatedTransport.baseURL, user: "mcp", password: Self.password)
        let clock = UpstreamClock(
            now: { Int(Self.now.timeIntervalSince1970 + later) }, sleep: { _ in await Task.yield() },
            longestRenewal: .seconds(3_600))
        context = WazuhContext(
            manager: WazuhManager(connection, transport: transport, clock: clock),
            now: { Self.now.addingTimeInterval(later) })
    }

    /// The paths that were asked for, logins left out.
    var paths: [String] {
        transport.exchanges.map { String($0.request.url.dropFirst(SimulatedTransport.baseURL.count)) }
            .filter { !$0.hasPrefix("/security/user/authenticate") }
    }

    /// Calls a tool; failures become results as a client sees them.
    func call(_ name: String, _ arguments: JSONObject = [:]) async -> Outcome {
        guard let tool = allTools.first(where: { $0.name == name }) else {
            return Outcome(.failure("no tool \(name)"))
        }
        do {
            return Outcome(try await tool.result(arguments, context))
        } catch let error as ToolInputError {
            return Outcome(.failure(error.description))
        } catch {
            return Outcome(.failure(context.explain(error)))
        }
    }
}

/// What came of a call.
struct Outcome: Sendable {
    let text: String
    let structured: JSON?
    let isError: Bool

    init(_ result: ToolResult) {
        text = result.content.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
        structured = result.structured.flatMap { try? JSON(parsing: $0) }
        isError = result.isError
    }

    subscript(_ name: String) -> JSON? { structured?[name] }
    var items: [JSON] { structured?["items"]?.array ?? [] }
    func strings(_ name: String) -> [String] { structured?[name]?.array?.compactMap(\.string) ?? [] }
}

/// A transport that answers some paths by itself.
private struct ReplacedAnswers: HTTPTransport {
    let transport: SimulatedTransport
    let answers: Workbench.Answers

    func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        let target = request.url.dropFirst(SimulatedTransport.baseURL.count).split(separator: "?", maxSplits: 1)
        let answer = answers.first { place, _ in
            let parts = place.split(separator: "?", maxSplits: 1)
            return parts[0] == target[0] && (parts.count == 1 || target.last?.contains(parts[1]) == true)
        }
        return if let answer { answer.value } else { try await transport.send(request) }
    }
}

extension HTTPResponse {
    /// A list of the manager.
    static func items(_ items: String, total: Int? = nil) -> Self {
        let count = total.map { #","total_affected_items":\#($0)"# } ?? ""
        return .json(200, Array(#"{"data":{"affected_items":[\#(items)]\#(count)},"error":0}"#.utf8))
    }

    /// An error of the manager.
    static func problem(_ status: HTTPStatus, _ detail: String, _ number: Int) -> Self {
        .json(status, Array(#"{"title":"Error","detail":"\#(detail)","error":\#(number)}"#.utf8))
    }
}

/// The tools that need the manager alone.
let managerTools = [
    "validate_wazuh_connection", "get_wazuh_running_agents", "get_wazuh_agents", "check_agent_health",
    "get_agent_processes", "get_agent_ports", "get_agent_configuration", "get_wazuh_cluster_health",
    "get_wazuh_cluster_nodes", "get_wazuh_statistics", "get_wazuh_weekly_stats", "get_wazuh_remoted_stats",
    "get_wazuh_log_collector_stats", "get_wazuh_rules_summary", "search_wazuh_manager_logs",
    "get_wazuh_manager_error_logs",
]

/// Arguments that a tool can be called with: those that it requires, but for the id of an alert.
func usualArguments(_ tool: String) -> JSONObject {
    switch tool {
    case "check_agent_health", "get_agent_processes", "get_agent_ports", "get_agent_packages",
        "get_agent_configuration", "get_sca_policy_checks":
        ["agent_id": "001"]
    case "search_wazuh_manager_logs": ["query": "agent"]
    case "search_security_events": ["query": "authentication failed"]
    case "analyze_security_threat", "check_ioc_reputation": ["indicator": "203.0.113.66"]
    case "run_compliance_check": ["framework": "PCI-DSS"]
    default: [:]
    }
}

extension Tool {
    /// The result of a call that asks nothing back.
    func result(_ arguments: JSONObject, _ context: Context) async throws -> ToolResult {
        switch try await call(arguments, context) {
        case .done(let result): return result
        case .asks: return .failure("it asks back")
        }
    }
}
