import Encodings
import HTTP
import JSON

/// One request of one user: finds the endpoint.
struct IndexerSession {
    let user: IndexerUser
    let store: DocumentStore
    /// What tells the documents of the store from others.
    let generation: String
    /// What `now` means, in milliseconds since 1970.
    let now: Int

    /// The longest body, in bytes.
    private static let longestBody = 10_000_000
    private static let searching = "indices:data/read/search"

    func respond(to request: HTTPRequest) throws(IndexerError) -> HTTPResponse {
        let segments = request.path.utf8.split(separator: UInt8(ascii: "/")).map { ExactText(Substring($0)) }
        switch (request.method, segments.count) {
        case (.get, 2) where segments == ["_cluster", "health"]: return try health()
        case (.post, 1) where segments[0] == "_search": return try search(nil, request)
        case (.post, 2) where segments[1] == "_search": return try search(expression(segments[0]), request)
        case (.post, 3) where segments[1...] == ["_search", "point_in_time"]:
            return try openPointInTime(expression(segments[0]), request)
        default:
            throw .argument("no handler found for uri [\(request.path)] and method [\(request.method)]")
        }
    }

    private func expression(_ segment: ExactText) throws(IndexerError) -> String {
        guard let text = PercentCoding.decode(segment.string) else { throw .argument("Failed to decode the path") }
        return text
    }

    private func health() throws(IndexerError) -> HTTPResponse {
        guard user.readsCluster else { throw user.refusal(of: "cluster:monitor/health") }
        let shards = JSON.integer(Int64(store.indices.reduce(0) { $0 + $1.shards.count }))
        let answer: JSON = [
            "cluster_name": "wazuh-cluster", "status": "green", "timed_out": false, "number_of_nodes": 1,
            "number_of_data_nodes": 1, "active_primary_shards": shards, "active_shards": shards,
            "unassigned_shards": 0, "active_shards_percent_as_number": 100.0,
        ]
        return .json(200, answer.jsonBytes)
    }

    /// Searches indices, or without an expression those of a point in time.
    private func search(_ expression: String?, _ request: HTTPRequest) throws(IndexerError) -> HTTPResponse {
        let parameters = try parameters(of: request, known: expression == nil ? [] : ["ignore_unavailable"])
        let search = try SearchRequest(body(of: request))
        let indices: [StoredIndex]
        var point: PointInTime?
        switch (expression, search.pointInTime) {
        case (let expression?, nil):
            indices = try IndexSelection(expression).indices(
                in: store.indices, ignoresUnavailable: parameters["ignore_unavailable"] == "true", by: user,
                for: Self.searching)
        case (nil, let reference?):
            let known = try renewed(reference)
            point = known
            indices = try IndexSelection(known.indices.joined(separator: ",")).indices(
                in: store.indices, ignoresUnavailable: false, by: user, for: Self.searching)
        default: throw .validation("[indices] cannot be used with point in time")
        }
        do {
            let execution = SearchExecution(
                request: search, indices: indices, evaluator: QueryEvaluator(store: store, now: now),
                pointInTime: point?.id)
            return .json(200, try execution.answer())
        } catch {
            return error.response(indices: indices.map(\.name))
        }
    }

    private func openPointInTime(_ expression: String, _ request: HTTPRequest) throws(IndexerError) -> HTTPResponse {
        let parameters = try parameters(of: request, known: ["keep_alive", "allow_partial_pit_creation"])
        guard let keepAlive = parameters["keep_alive"] else { throw .validation("keep alive not specified") }
        let span = try PointInTime.keepAlive(keepAlive)
        let indices = try IndexSelection(expression).indices(
            in: store.indices, ignoresUnavailable: false, by: user, for: "indices:data/read/point_in_time/create")
        guard !indices.isEmpty else { throw .argument("invalid id: [null]") }
        let point = PointInTime(indices: indices.map(\.name), generation: generation, expiry: now + span)
        let shards = JSON.integer(Int64(indices.reduce(0) { $0 + $1.shards.count }))
        let answer: JSON = [
            "pit_id": .string(point.id),
            "_shards": ["total": shards, "successful": shards, "skipped": 0, "failed": 0],
            "creation_time": .integer(Int64(now)),
        ]
        return .json(200, answer.jsonBytes)
    }

    /// The point in time that a search goes on with, kept for longer where it asks so.
    private func renewed(_ reference: PointInTime.Reference) throws(IndexerError) -> PointInTime {
        let point = try PointInTime(id: reference.id)
        guard point.generation.hasSameBytes(as: generation), point.expiry >= now else { throw PointInTime.missing }
        guard let keepAlive = reference.keepAlive else { return point }
        return PointInTime(
            indices: point.indices, generation: generation,
            expiry: max(point.expiry, now + (try PointInTime.keepAlive(keepAlive))))
    }

    /// The query parameters; what is not used is an error, as in OpenSearch.
    private func parameters(of request: HTTPRequest, known: Set<ExactText>) throws(IndexerError) -> QueryItems {
        guard let items = QueryItems(parsing: request.query) else {
            throw .argument("Failed to decode the query string")
        }
        if let unknown = items.items.first(where: { !known.contains(ExactText($0.name)) }) {
            throw .argument("request [\(request.path)] contains unrecognized parameter: [\(unknown.name)]")
        }
        return items
    }

    /// The body as JSON; an empty body is an empty object.
    private func body(of request: HTTPRequest) throws(IndexerError) -> JSON {
        guard !request.body.isEmpty else { return [:] }
        guard request.body.count <= Self.longestBody else {
            throw IndexerError(status: 413, type: "content_too_long", reason: "the body is too long")
        }
        let type = request.fields[.contentType] ?? ""
        guard type.lowercased().utf8.starts(with: "application/json".utf8) else {
            throw IndexerError(
                status: 406, type: "media_type_header_exception",
                reason: "Content-Type header [\(type)] is not supported")
        }
        do {
            return try JSON(parsing: request.body, maximumDepth: 500)
        } catch {
            throw IndexerError(type: "json_parse_exception", reason: error.description)
        }
    }
}
