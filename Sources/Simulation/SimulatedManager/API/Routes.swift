import HTTP

/// The path table of the API.
struct Routes: Sendable {
    private let literal: [String: [Endpoint]]
    private let patterned: [Endpoint]

    init(_ endpoints: [Endpoint]) {
        literal = Dictionary(grouping: endpoints.filter { !$0.path.contains("{") }, by: \.path)
        // Paths with fewer parameters win: `/cluster/local/info` before `/cluster/{node_id}/info`.
        let parameters = { (endpoint: Endpoint) in endpoint.segments.count { $0.hasPrefix("{") } }
        patterned = endpoints.filter { $0.path.contains("{") }.sorted { parameters($0) < parameters($1) }
    }

    /// The endpoint of a decoded path with the values of the path's parameters.
    /// - Throws: 404 for an unknown path, 405 for one that takes other methods.
    func find(_ method: HTTPMethod, _ path: String) throws(ManagerError) -> (Endpoint, [String: String]) {
        if let found = literal[path] {
            guard let endpoint = found.first(where: { $0.method == method }) else { throw .wrongMethod }
            return (endpoint, [:])
        }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        var isKnown = false
        for endpoint in patterned {
            guard let values = endpoint.match(segments), !values.values.contains("") else { continue }
            if endpoint.method == method { return (endpoint, values) }
            isKnown = true
        }
        throw isKnown ? .wrongMethod : .unknownPath
    }
}
