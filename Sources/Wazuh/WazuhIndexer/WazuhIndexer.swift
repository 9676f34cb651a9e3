import Encodings
import HTTP
package import HTTPClient
package import JSON
package import Upstream

/// A client of the Wazuh indexer's search API, for OpenSearch 2.x as shipped with Wazuh 4.8 to 4.14.
package struct WazuhIndexer: Sendable {
    private let connection: IndexerConnection
    private let transport: any HTTPTransport
    private let policy: any UpstreamPolicy
    /// The bodies of counts: few have more than some kilobytes.
    private let counts: SharedAnswers<[UInt8]>
    private static let longestKeptCount = 262_144

    /// - Parameters:
    ///   - connection: where it is.
    ///   - transport: sends the requests.
    ///   - policy: retries, and later more.
    ///   - concurrency: how many searches of this process run at a time.
    ///   - countLifetime: how long calls share counts, in whole seconds; 0 shares those that are asked for at the same time.
    ///   - clock: the time.
    package init(
        _ connection: IndexerConnection, transport: any HTTPTransport, policy: any UpstreamPolicy = SingleRetryPolicy(),
        concurrency: Int = 8, countLifetime: Int = 5, clock: UpstreamClock = UpstreamClock()
    ) {
        self.connection = connection
        self.transport = LimitedTransport(transport, to: .indexer, limit: ConcurrencyLimit(concurrency))
        self.policy = policy
        counts = SharedAnswers(lifetime: countLifetime, capacity: 16, clock: clock)
    }

    /// Searches (`POST /{indices}/_search`).
    /// - Parameters:
    ///   - target: the indices to search.
    ///   - body: the search in query DSL; ours alone, with a caller's text in values only.
    /// - Returns: the answer, whole or with what is missing named.
    /// - Throws: ``WazuhError``.
    package func search(_ target: IndexerTarget, _ body: JSONObject) async throws(WazuhError) -> SearchAnswer {
        // The point in time names the indices itself.
        let path = body["pit"] == nil ? "/\(pattern(of: target))/_search?ignore_unavailable=true" : "/_search"
        let call = searchCall(target)
        return try SearchAnswer(
            document(in: await send(.post, path, call, JSON.object(body).jsonBytes, target), call), target)
    }

    /// Counts and groups documents without fetching any; calls share an answer for some seconds.
    /// - Parameters:
    ///   - target: the indices to search.
    ///   - query: which documents.
    ///   - aggregations: by name, in query DSL of ours.
    /// - Returns: the exact total and the aggregations.
    /// - Throws: ``WazuhError``.
    func count(
        _ target: IndexerTarget, _ query: IndexerQuery, _ aggregations: JSONObject
    ) async throws(WazuhError) -> SearchAnswer {
        let body: JSON = [
            "query": query.json, "size": 0, "track_total_hits": true, "aggs": .object(aggregations),
        ]
        let text = body.jsonText
        let call = searchCall(target)
        let path = "/\(pattern(of: target))/_search?ignore_unavailable=true"
        let answer = try await counts.answer(to: "\(target.name) \(text)", call) { body in
            body.count <= Self.longestKeptCount
                && (try? SearchAnswer(document(in: body, call), target).gaps.isEmpty) == true
        } ask: { () async throws(WazuhError) in
            try await send(.post, path, call, Array(text.utf8), target)
        }
        return try SearchAnswer(document(in: answer, call), target)
    }

    private func searchCall(_ target: IndexerTarget) -> UpstreamCall {
        Self.call("POST /\(pattern(of: target))/_search")
    }

    /// A search changes nothing, whatever its method.
    private static func call(_ endpoint: String) -> UpstreamCall {
        UpstreamCall(.indexer, endpoint, isIdempotent: true)
    }

    /// How long a point in time lives unused.
    static let keepAlive = "1m"

    /// Freezes the state of some indices for paging through it (`POST /{indices}/_search/point_in_time`).
    /// - Parameter target: the indices.
    /// - Returns: its id.
    /// - Throws: ``WazuhError``, also when some shards have no room for it: a point in time without them hides documents.
    func openPointInTime(_ target: IndexerTarget) async throws(WazuhError) -> String {
        let path = "/\(pattern(of: target))/_search/point_in_time"
        let call = Self.call("POST \(path)")
        let query = "keep_alive=\(Self.keepAlive)&allow_partial_pit_creation=false"
        let root = try document(in: await send(.post, "\(path)?\(query)", call, nil, target), call)
        guard let id = root.string("pit_id"), root["_shards"]?["failed"]?.int == 0 else {
            throw WazuhError(
                .unexpectedAnswer, .indexer, "POST \(path)", status: 200,
                reason: "the answer has no whole point in time")
        }
        return id
    }

    /// How the indexer's cluster does: `green`, `yellow` or `red` (`GET /_cluster/health`).
    /// - Returns: the colour; `unknown` to a user who may read alerts, but not that.
    /// - Throws: ``WazuhError``.
    package func health() async throws(WazuhError) -> String {
        do throws(WazuhError) {
            let call = Self.call("GET /_cluster/health")
            let root = try document(in: await send(.get, "/_cluster/health", call, nil, nil), call)
            return root.string("status") ?? "unknown"
        } catch {
            guard error.code == .forbidden else { throw error }
            _ = try await probe(.alerts)
            return "unknown"
        }
    }

    /// What is searched, in words for an operator, once it has been tried.
    /// - Parameter target: the indices.
    /// - Returns: how many documents there are where.
    /// - Throws: ``WazuhError``, also when there is no such index.
    package func probe(_ target: IndexerTarget) async throws(WazuhError) -> String {
        let found = try await search(target, ["size": 0, "track_total_hits": true])
        return "\(found.total) documents in \(pattern(of: target))"
    }

    private func pattern(of target: IndexerTarget) -> String {
        switch target {
        case .alerts: connection.alertsPattern
        case .vulnerabilities: connection.vulnerabilitiesPattern
        }
    }

    private func send(
        _ method: HTTPMethod, _ path: String, _ call: UpstreamCall, _ body: [UInt8]?, _ target: IndexerTarget?
    ) async throws(WazuhError) -> [UInt8] {
        var request = OutgoingRequest(
            method, connection.baseURL + path, fields: [.accept: "application/json"], deadline: connection.deadline,
            tls: connection.tls)
        if !connection.user.isEmpty {
            let credentials = Base64.encode(Array("\(connection.user):\(connection.password)".utf8))
            request.fields[.authorization] = "Basic \(credentials)"
        }
        if let body {
            request.fields[.contentType] = "application/json"
            request.body = body
        }
        let response = try await policy.run(call) { [request] in
            do throws(TransportError) { return .success(try await transport.send(request)) } catch {
                return .failure(error)
            }
        }
        guard response.status.isSuccess else { throw WazuhError(IndexerProblem(response), call.endpoint, target) }
        return response.body
    }

    private func document(in body: [UInt8], _ call: UpstreamCall) throws(WazuhError) -> JSONView {
        do throws(JSONError) {
            return try JSONDocument(parsing: body).root
        } catch {
            throw WazuhError(
                .unexpectedAnswer, .indexer, call.endpoint, status: 200,
                reason: "the answer cannot be read: \(error)",
                advice: "Check that WAZUH_INDEXER_HOST and WAZUH_INDEXER_PORT are those of the indexer.")
        }
    }
}
