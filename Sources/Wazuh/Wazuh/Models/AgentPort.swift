package import JSON

/// A socket that was open at the last inventory scan of an agent (`GET /syscollector/{id}/ports`).
package struct AgentPort: Sendable, Hashable {
    package struct Endpoint: Sendable, Hashable {
        package let ip: String
        package let port: Int
    }

    /// For example `tcp` or `udp6`.
    package let transport: String
    package let local: Endpoint
    package let remote: Endpoint?
    /// For example `listening`; nil for UDP.
    package let state: String?
    package let pid: Int?
    package let process: String?
    package let scanned: String?

    package init(_ view: JSONView) throws(JSONError) {
        guard let local = view["local"].flatMap({ Self.endpoint($0) }) else {
            throw JSONError(.unexpectedShape, "\"local\" is missing")
        }
        self.local = local
        transport = view["protocol"]?.string ?? ""
        remote = view["remote"].flatMap { Self.endpoint($0) }
        state = view.known("state")
        pid = view["pid"]?.int
        process = view.known("process")
        scanned = view["scan"]?.known("time")
    }

    private static func endpoint(_ view: JSONView) -> Endpoint? {
        guard let port = view["port"]?.int else { return nil }
        return Endpoint(ip: view["ip"]?.string ?? "", port: port)
    }
}
