import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import MCP
import SimulatedIndexer
import SimulatedCompany
import SimulatedManager
import TestSupport
import Testing
import Upstream
import WazuhIndexer
import WazuhManager
import WazuhTools

/// The simulated manager and indexer of one company, which an intruder from 203.0.113.66 broke into two days ago.
enum AnalysisFixture {
    static let reference = Date(timeIntervalSince1970: 1_795_262_400)
    static let intruder = "203.0.113.66"

    private static let indexerURL = "https://indexer.example:9200"
    private static let managerURL = "https://manager.example:55000"
    private static let company = SimulatedCompany(now: reference)
    static let indexer = SimulatedIndexer(
        company: company, referenceTime: reference, alertCount: 2_400, users: [], clock: { reference })
    private static let manager = SimulatedManager(
        company: company, users: [SimulatedUser(name: "wazuh", password: "wazuh", role: .administrator)],
        secret: Array("a secret of tests, long enough".utf8), rateLimit: nil, now: { reference })

    /// A transport to both services; an address that `broken` accepts cannot be reached, and what `replaced` gives for
    /// one takes the place of the simulated answer.
    struct Transport: HTTPTransport {
        var broken: @Sendable (String) -> Bool = { _ in false }
        var replaced: @Sendable (String) -> HTTPResponse? = { _ in nil }

        func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
            guard !broken(request.url) else { throw TransportError(.unreachable, "could not connect") }
            if let answer = replaced(request.url) { return answer }
            let isIndexer = request.url.hasPrefix(indexerURL)
            let target = request.url.dropFirst((isIndexer ? indexerURL : managerURL).count)
                .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let received = HTTPRequest(
                request.method, target.first ?? "/", query: target.count > 1 ? target[1] : "", fields: request.fields,
                body: request.body, remoteAddress: "192.0.2.1")
            return isIndexer ? indexer.respond(to: received) : manager.respond(to: received)
        }
    }

    static func context(
        over transport: some HTTPTransport = Transport(),
        report: @escaping @Sendable (ProgressUpdate) async -> Void = { _ in }
    ) -> WazuhContext {
        WazuhContext(
            manager: WazuhManager(
                ManagerConnection(baseURL: managerURL, user: "wazuh", password: "wazuh"), transport: transport,
                clock: UpstreamClock(
                    now: { Int(reference.timeIntervalSince1970) }, sleep: { _ in try Task.checkCancellation() },
                    longestRenewal: .seconds(3_600))),
            indexer: WazuhIndexer(
                IndexerConnection(baseURL: indexerURL, user: "wazuh", password: "wazuh"), transport: transport),
            report: report, now: { reference })
    }

    struct Answer {
        let text: String
        let structured: JSON
        let content: [ToolContent]
    }

    /// Calls a tool as a client does.
    static func call(
        _ name: String, _ arguments: JSONObject = [:], in context: WazuhContext = context()
    ) async throws -> Answer {
        let tool = try #require(allTools.first { $0.name == name })
        let result = try await tool.result(arguments, context)
        guard case .text(let text)? = result.content.first else { throw WrongContent() }
        let structured = try JSON(parsing: result.structured ?? [])
        #expect(JSONSchema(tool.outputSchema).problems(of: structured) == [])
        return Answer(text: text, structured: structured, content: result.content)
    }

    struct WrongContent: Error {}

    /// How many alerts match a query.
    static func count(_ query: JSON) throws -> Int {
        let request = HTTPRequest(
            .post, "/wazuh-alerts-*/_search", fields: [.contentType: "application/json"],
            body: JSON.object(["query": query, "size": 0, "track_total_hits": true]).jsonBytes)
        return try JSON(parsing: indexer.respond(to: request).body)["hits"]?["total"]?["value"]?.int ?? -1
    }
}
