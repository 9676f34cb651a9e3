import Encodings
import HTTP

/// The path table of the API.
struct Routes: Sendable {
    /// Paths with fewer parameters come first: `/cluster/local/info` before `/cluster/{node_id}/info`.
    private let endpoints: [Endpoint]

    init(_ endpoints: [Endpoint]) { self.endpoints = endpoints.sorted { $0.parameterCount < $1.parameterCount } }

    /// The endpoint of a decoded path with the values of the path's parameters.
    /// - Throws: 404 for an unknown path, 405 for one that takes other methods.
    func find(
        _ method: HTTPMethod, _ path: String
    ) throws(ManagerError) -> (Endpoint, [(name: String, value: String)]) {
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .dropFirst().map { Substring($0) }
        var isKnown = false
        for endpoint in endpoints {
            guard let values = endpoint.match(path == "/" ? [] : segments) else { continue }
            if endpoint.method == method { return (endpoint, values) }
            isKnown = true
        }
        throw isKnown ? .wrongMethod : .unknownPath
    }
}
