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

    /// - Parameters:
    ///   - connection: where it is.
    ///   - transport: sends the requests.
    ///   - policy: retries, and later more.
    ///   - concurrency: how many searches of this process run at a time.
    package init(
        _ connection: IndexerConnection, transport: any HTTPTransport, policy: any UpstreamPolicy = SingleRetryPolicy(),
        concurrency: Int = 8
    ) {
        self.connection = connection
        self.transport = LimitedTransport(transport, to: .indexer, limit: ConcurrencyLimit(concurrency))
        self.policy = policy
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
        let root = try await send(.post, path, endpoint: "POST /\(pattern(of: target))/_search", .object(body), target)
        return try SearchAnswer(root, target)
    }

    /// How long a point in time lives unused.
    static let keepAlive = "1m"

    /// Freezes the state of some indices for paging through it (`POST /{indices}/_search/point_in_time`).
    /// - Parameter target: the indices.
    /// - Returns: its id.
    /// - Throws: ``WazuhError``, also when some shards have no room for it: a point in time without them hides documents.
    func openPointInTime(_ target: IndexerTarget) async throws(WazuhError) -> String {
        let path = "/\(pattern(of: target))/_search/point_in_time"
        let root = try await send(
            .post, "\(path)?keep_alive=\(Self.keepAlive)&allow_partial_pit_creation=false", endpoint: "POST \(path)",
            nil, target)
        guard let id = root["pit_id"]?.string, root["_shards"]?["failed"]?.int == 0 else {
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
            let root = try await send(.get, "/_cluster/health", endpoint: "GET /_cluster/health", nil, nil)
            return root["status"]?.string ?? "unknown"
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
        _ method: HTTPMethod, _ path: String, endpoint: String, _ body: JSON?, _ target: IndexerTarget?
    ) async throws(WazuhError) -> JSONView {
        var request = OutgoingRequest(
            method, connection.baseURL + path, fields: [.accept: "application/json"], deadline: connection.deadline,
            tls: connection.tls)
        if !connection.user.isEmpty {
            let credentials = Base64.encode(Array("\(connection.user):\(connection.password)".utf8))
            request.fields[.authorization] = "Basic \(credentials)"
        }
        if let body {
            request.fields[.contentType] = "application/json"
            request.body = body.jsonBytes
        }
        // A search changes nothing, whatever its method.
        let call = UpstreamCall(.indexer, endpoint, isIdempotent: true)
        let response = try await policy.run(call) { [request] in
            do throws(TransportError) { return .success(try await transport.send(request)) } catch {
                return .failure(error)
            }
        }
        guard response.status.isSuccess else { throw WazuhError(IndexerProblem(response), endpoint, target) }
        do throws(JSONError) {
            return try JSONDocument(parsing: response.body).root
        } catch {
            throw WazuhError(
                .unexpectedAnswer, .indexer, endpoint, status: response.status.rawValue,
                reason: "the answer cannot be read: \(error)",
                advice: "Check that WAZUH_INDEXER_HOST and WAZUH_INDEXER_PORT are those of the indexer.")
        }
    }
}
