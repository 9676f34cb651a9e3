internal import Encodings
internal import FoundationEssentials
internal import HTTP
internal import JSON

/// One request of one user: finds the endpoint.
struct IndexerSession {
    let indexer: SimulatedIndexer
    let user: IndexerUser

    /// What `now` means, in milliseconds since 1970.
    var now: Int { Int((indexer.clock().timeIntervalSince1970 * 1_000).rounded(.down)) }

    func respond(to request: HTTPRequest) throws(IndexerError) -> HTTPResponse {
        let parameters = try Parameters(request)
        let segments = try segments(of: request)
        let isRead = request.method == .get || request.method == .post
        switch (segments.first, segments.dropFirst().first, segments.count) {
        case (nil, _, _) where request.method == .get: return try information(parameters)
        case ("_cluster"?, "health"?, 2...3) where request.method == .get:
            return try health(segments.count == 3 ? segments[2] : "", parameters)
        case ("_cat"?, "indices"?, 2...3) where request.method == .get:
            return try catalogue(segments.count == 3 ? segments[2] : "", parameters)
        case ("_search"?, "point_in_time"?, 2...3): return try closePointInTime(request, parameters, segments)
        case ("_search"?, nil, 1) where isRead: return try search("", request, parameters)
        case ("_count"?, nil, 1) where isRead: return try count("", request, parameters)
        case ("_mapping"?, nil, 1) where request.method == .get: return try mapping("", parameters)
        case (let index?, "_search"?, 2) where isRead: return try search(index, request, parameters)
        case (let index?, "_count"?, 2) where isRead: return try count(index, request, parameters)
        case (let index?, "_mapping"?, 2) where request.method == .get: return try mapping(index, parameters)
        case (let index?, "_search"?, 3) where segments[2] == "point_in_time" && request.method == .post:
            return try openPointInTime(index, parameters)
        default: return noHandler(request, segments)
        }
    }

    /// The indices of a path that exist and that the user may read.
    func indices(_ expression: String, _ parameters: Parameters, for permission: String) throws(IndexerError)
        -> [StoredIndex]
    {
        // Names are judged before it is known whether they exist; patterns stand for what they match.
        let names = expression.split(separator: ",").map(String.init)
        for name in names where !name.contains("*") && !name.hasPrefix("_") && !name.hasPrefix("-") {
            guard user.mayRead(name) else { throw user.refusal(of: permission) }
        }
        let chosen = try IndexSelection(parameters).indices(expression, in: indexer.store.indices)
        guard chosen.allSatisfy({ user.mayRead($0.name) }) else { throw user.refusal(of: permission) }
        return chosen
    }

    /// The body as JSON; an empty body is an empty object.
    func body(of request: HTTPRequest) throws(IndexerError) -> JSON {
        guard !request.body.isEmpty else { return [:] }
        do {
            return try JSON(parsing: request.body, maximumDepth: 500)
        } catch {
            throw IndexerError(type: "json_parse_exception", reason: error.description)
        }
    }

    private func segments(of request: HTTPRequest) throws(IndexerError) -> [String] {
        var segments: [String] = []
        for part in request.path.split(separator: "/") {
            guard let segment = PercentCoding.decode(part) else { throw .argument("Failed to decode the path") }
            segments.append(segment)
        }
        return segments
    }

    private func noHandler(_ request: HTTPRequest, _ segments: [String]) -> HTTPResponse {
        let endpoint = segments.count > 1 ? segments[1] : segments.first ?? ""
        if segments.count <= 2, ["_search", "_count"].contains(endpoint) {
            let error: JSON = [
                "error": .string(
                    """
                    Incorrect HTTP method for uri [\(request.path)] and method [\(request.method)], allowed: [GET, POST]
                    """), "status": 405,
            ]
            return .json(405, error.jsonBytes, fields: [.allow: "GET,POST"])
        }
        let error: JSON = [
            "error": .string("no handler found for uri [\(request.path)] and method [\(request.method)]")
        ]
        return .json(400, error.jsonBytes)
    }
}
