internal import FoundationEssentials
internal import HTTP
internal import JSON

extension IndexerSession {
    private static let selectionParameters: Set<String> = [
        "ignore_unavailable", "allow_no_indices", "expand_wildcards", "ignore_throttled", "preference", "routing",
    ]
    private static let searchParameters: Set<String> = [
        "from", "size", "sort", "_source", "_source_includes", "_source_excludes", "track_total_hits", "timeout",
        "request_cache", "search_type", "batched_reduce_size", "ccs_minimize_roundtrips",
        "max_concurrent_shard_requests", "pre_filter_shard_size", "allow_partial_search_results", "track_scores",
        "phase_took",
    ]

    func search(
        _ expression: String, _ request: HTTPRequest, _ parameters: Parameters
    ) throws(IndexerError) -> HTTPResponse {
        try requireJSON(request)
        try parameters.allow(Self.selectionParameters.union(Self.searchParameters))
        var search = try SearchRequest(body(of: request))
        try search.apply(parameters)
        let (indices, id) = try target(expression, search, parameters)
        let evaluator = QueryEvaluator(store: indexer.store, now: now)
        do {
            let execution = SearchExecution(request: search, indices: indices, evaluator: evaluator, pointInTime: id)
            return .json(200, try execution.answer())
        } catch {
            return error.response(indices: indices.map(\.name))
        }
    }

    func count(
        _ expression: String, _ request: HTTPRequest, _ parameters: Parameters
    ) throws(IndexerError) -> HTTPResponse {
        try requireJSON(request)
        try parameters.allow(Self.selectionParameters)
        let body = try body(of: request)
        for member in body.object ?? [:] where member.name != "query" {
            throw .parsing("request does not support [\(member.name)]")
        }
        let query = try body["query"].map { json throws(IndexerError) in try Query(json) } ?? .all
        let indices = try indices(expression, parameters, for: "indices:data/read/search")
        do {
            var matching = try QueryEvaluator(store: indexer.store, now: now).documents(matching: query)
            var scope = DocumentSet(capacity: indexer.store.count)
            for index in indices { scope.insert(index.documents) }
            matching.formIntersection(scope)
            let answer: JSON = ["count": .integer(Int64(matching.count)), "_shards": shards(of: indices)]
            return .json(200, answer.jsonBytes)
        } catch {
            return error.response(indices: indices.map(\.name))
        }
    }

    func openPointInTime(_ expression: String, _ parameters: Parameters) throws(IndexerError) -> HTTPResponse {
        try parameters.allow(Self.selectionParameters.union(["keep_alive", "allow_partial_pit_creation"]))
        guard let keepAlive = parameters["keep_alive"] else { throw .validation("keep alive not specified") }
        let span = try PointInTime.keepAlive(keepAlive)
        let indices = try indices(expression, parameters, for: "indices:data/read/point_in_time/create")
        guard !indices.isEmpty else { throw .argument("invalid id: [null]") }
        let point = PointInTime(indices: indices.map(\.name), generation: indexer.generation, expiry: now + span)
        let answer: JSON = [
            "pit_id": .string(point.id), "_shards": shards(of: indices), "creation_time": .integer(Int64(now)),
        ]
        return .json(200, answer.jsonBytes)
    }

    /// Says that the points in time are closed; ids stay valid until they expire, as nothing is kept of them.
    func closePointInTime(
        _ request: HTTPRequest, _ parameters: Parameters, _ segments: [String]
    ) throws(IndexerError) -> HTTPResponse {
        guard request.method == .delete, segments.count == 2 else { throw .unsupported("that use of points in time") }
        try requireJSON(request)
        try parameters.allow([])
        let body = try body(of: request)
        let ids = body["pit_id"]?.array?.compactMap(\.string) ?? body["pit_id"]?.string.map { [$0] } ?? []
        guard !ids.isEmpty else { throw .validation("no pit ids specified") }
        guard !user.indices.isEmpty else { throw user.refusal(of: "indices:data/read/point_in_time/delete") }
        for id in ids { _ = try PointInTime(id: id) }
        let answer: JSON = ["pits": .array(ids.map { ["successful": true, "pit_id": .string($0)] })]
        return .json(200, answer.jsonBytes)
    }

    /// What a search covers: the path's indices or those of a point in time, whose id is handed back.
    private func target(
        _ expression: String, _ search: SearchRequest, _ parameters: Parameters
    ) throws(IndexerError) -> ([StoredIndex], String?) {
        guard let reference = search.pointInTime else {
            return (try indices(expression, parameters, for: "indices:data/read/search"), nil)
        }
        guard expression.isEmpty else { throw .validation("[indices] cannot be used with point in time") }
        for name in ["ignore_unavailable", "allow_no_indices", "expand_wildcards"] where parameters[name] != nil {
            throw .validation("[indicesOptions] cannot be used with point in time")
        }
        var point = try PointInTime(id: reference.id)
        if let keepAlive = reference.keepAlive {
            let span = try prolongation(to: keepAlive)
            guard point.expiry >= now else { throw PointInTime.missing }
            point = PointInTime(
                indices: point.indices, generation: point.generation, expiry: max(point.expiry, now + span))
        }
        guard point.generation == indexer.generation, point.expiry >= now else { throw PointInTime.missing }
        let names = point.indices.joined(separator: ",")
        return (try indices(names, parameters, for: "indices:data/read/search"), point.id)
    }

    /// How long a search keeps a point in time; a span that is refused is refused by the shards.
    private func prolongation(to keepAlive: String) throws(IndexerError) -> Int {
        do {
            return try PointInTime.keepAlive(keepAlive)
        } catch {
            var error = error
            error.phase = "query"
            throw error
        }
    }

    private func shards(of indices: [StoredIndex]) -> JSON {
        let total = Int64(indices.reduce(0) { $0 + $1.shards.count })
        return ["total": .integer(total), "successful": .integer(total), "skipped": 0, "failed": 0]
    }

    private func requireJSON(_ request: HTTPRequest) throws(IndexerError) {
        guard !request.body.isEmpty else { return }
        let type = request.fields[.contentType] ?? ""
        guard !type.lowercased().hasPrefix("application/json") else { return }
        throw IndexerError(
            status: 406, type: "", reason: "Content-Type header [\(type)] is not supported", isPlain: true)
    }
}
