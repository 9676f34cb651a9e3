import Upstream
import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import MCP
import SimulatedIndexer
import SimulatedCompany
import SimulatedManager
import Synchronization
import TestSupport
import WazuhIndexer
import WazuhManager
import WazuhTools

/// A simulated manager and indexer in this process, and the tools on them.
enum SimulatedSystem {
    static let now = Date(timeIntervalSince1970: 1_795_262_400)
    static let company = SimulatedCompany(now: now)
    static let indexer = SimulatedIndexer(
        company: company, referenceTime: now, alertCount: 2_400, users: [], clock: { now })
    static let manager = SimulatedManager(
        company: company, users: [SimulatedUser(name: "wazuh", password: "wazuh", role: .administrator)],
        secret: Array("a secret of tests, long enough".utf8), rateLimit: nil, now: { now })

    /// What the tools run with.
    /// - Parameters:
    ///   - indexer: where alerts and vulnerabilities are.
    ///   - hasIndexer: whether one is configured.
    ///   - managerStatus: what the manager answers every request with; nil for real answers.
    ///   - indexerStatus: the same of the indexer.
    ///   - cursors: keeps the walks through long lists.
    ///   - indexerTransport: leads to the indexer; nil for the simulated one.
    /// - Returns: a context.
    static func context(
        indexer: SimulatedIndexer = indexer, hasIndexer: Bool = true, managerStatus: HTTPStatus? = nil,
        indexerStatus: HTTPStatus? = nil,
        cursors: any CursorShelf = MemoryShelf(), indexerTransport: (any HTTPTransport)? = nil
    ) -> WazuhContext {
        let managerTransport = ScriptedTransport { (request) throws(TransportError) in
            if let managerStatus { return HTTPResponse(managerStatus) }
            return manager.respond(to: incoming(request))
        }
        let simulated = ScriptedTransport { (request) throws(TransportError) in
            if let indexerStatus { return HTTPResponse(indexerStatus) }
            return indexer.respond(to: incoming(request))
        }
        let connection = ManagerConnection(baseURL: "https://wazuh.example:55000", user: "wazuh", password: "wazuh")
        let wazuhIndexer = WazuhIndexer(
            IndexerConnection(baseURL: "https://indexer.example:9200", user: "admin", password: "admin"),
            transport: indexerTransport ?? simulated)
        return WazuhContext(
            manager: WazuhManager(connection, transport: managerTransport, clock: .unhurried),
            indexer: hasIndexer ? wazuhIndexer : nil,
            cursors: cursors, now: { now })
    }

    /// A transport to the simulated indexer.
    /// - Parameter answer: what is answered in its place; nil for its own answer.
    /// - Returns: a transport that remembers the requests.
    static func indexerTransport(
        _ answer: @escaping @Sendable (OutgoingRequest) -> HTTPResponse?
    ) -> ScriptedTransport {
        ScriptedTransport { (request) throws(TransportError) in
            answer(request) ?? indexer.respond(to: incoming(request))
        }
    }

    private static func incoming(_ request: OutgoingRequest) -> HTTPRequest {
        let path = request.url.dropFirst("https://".count).drop { $0 != "/" }
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return HTTPRequest(
            request.method, String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "", fields: request.fields,
            body: request.body, remoteAddress: "192.0.2.1")
    }

    /// The documents of the indexer whose index begins so.
    static func documents(_ prefix: String) -> [Document] { all.filter { $0.index.hasPrefix(prefix) } }
    static let alerts = documents("wazuh-alerts-")
    static let vulnerabilities = documents("wazuh-states-vulnerabilities-")

    private static let all: [Document] = {
        var documents: [Document] = []
        indexer.bulkExport { line in
            let parts = line.split(separator: 10)
            guard let index = (try? JSON(parsing: Array(parts[0])))?["index"]?["_index"]?.string,
                let source = try? JSON(parsing: Array(parts[1]))
            else { return }
            documents.append(Document(index: index, source: source))
        }
        return documents
    }()

    struct Document: Sendable {
        let index: String
        let source: JSON

        /// The values at a path, lists flattened.
        func values(_ path: String) -> [JSON] {
            path.split(separator: ".").reduce([source]) { found, name in
                found.compactMap { $0[String(name)] }.flatMap { $0.array ?? [$0] }
            }
        }

        func has(_ path: String, _ value: JSON) -> Bool { values(path).contains(value) }
    }
}

/// Positions of lists in this process.
final class MemoryShelf: CursorShelf {
    private let kept = Mutex<[[UInt8]]>([])

    /// How many positions are kept.
    var count: Int { kept.withLock(\.count) }

    func keep(_ position: [UInt8]) async throws -> String {
        kept.withLock { kept in
            kept.append(position)
            return "position\(kept.count)"
        }
    }

    func position(named name: String) async throws -> [UInt8]? {
        guard let number = Int(name.dropFirst(8)) else { return nil }
        return kept.withLock { $0.indices.contains(number - 1) ? $0[number - 1] : nil }
    }
}

/// What a tool answered.
struct ToolAnswer {
    let text: String
    let structured: JSON

    var items: [JSON] { structured["items"]?.array ?? [] }
    var total: Int? { structured["total"]?.int }
    /// Names with counts, of a member that counts terms.
    func counts(_ member: String) -> [String: Int] {
        let rows = structured[member]?["counts"]?.array ?? []
        return Dictionary(rows.map { ($0["name"]?.string ?? "", $0["count"]?.int ?? 0) }) { $0 + $1 }
    }

    /// Calls a tool by name and checks its answer against its own schema, the full and the listed one.
    static func of(
        _ name: String, _ arguments: JSONObject = [:], in context: WazuhContext = SimulatedSystem.context()
    ) async throws -> ToolAnswer {
        guard let tool = allTools.first(where: { $0.name == name }) else { throw UnknownTool(name: name) }
        let result = try await tool.result(arguments, context)
        guard case .text(let text)? = result.content.first, let bytes = result.structured else {
            throw UnknownTool(name: name)
        }
        let structured = try JSON(parsing: bytes)
        let problems = [tool.outputSchema, tool.listedOutputSchema].flatMap {
            JSONSchema($0).problems(of: structured)
        }
        guard problems.isEmpty else { throw BrokenSchema(problems: problems) }
        return ToolAnswer(text: text, structured: structured)
    }

    struct UnknownTool: Error { let name: String }
    struct BrokenSchema: Error { let problems: [String] }
}
