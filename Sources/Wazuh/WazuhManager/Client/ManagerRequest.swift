import HTTP
import Upstream

/// A call of one endpoint of the manager.
struct ManagerRequest: Sendable {
    let method: HTTPMethod
    /// Made of literals and validated values only.
    let path: String
    let query: QueryItems
    /// The permission the endpoint asks for (`x-rbac-actions` in Wazuh's API document); nil when it needs none.
    let permission: String?

    init(_ path: String, _ query: QueryItems = [:], method: HTTPMethod = .get, permission: String?) {
        self.method = method
        self.path = path
        self.query = query
        self.permission = permission
    }

    /// An endpoint that stands below `/manager` and, for a node of a cluster, below `/cluster/{node}`.
    init(_ path: String, of node: NodeName?, _ query: QueryItems = [:]) {
        self.init(
            node.map { "/cluster/\($0)\(path)" } ?? "/manager\(path)", query,
            permission: node == nil ? "manager:read (in a cluster: cluster:read)" : "cluster:read")
    }

    var call: UpstreamCall { UpstreamCall(.manager, "\(method) \(path)", isIdempotent: method == .get) }

    var url: String { query.items.isEmpty ? path : "\(path)?\(query.encoded)" }
}

extension QueryItems {
    /// Adds an item where there is a value.
    mutating func append(_ name: String, ifPresent value: (some CustomStringConvertible)?) {
        if let value { append(name, value.description) }
    }

    mutating func append(_ page: Page) {
        append("limit", String(page.limit))
        append("offset", String(page.offset))
    }
}
