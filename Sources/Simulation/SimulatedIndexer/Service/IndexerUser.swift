import HTTP

/// Who may ask the simulated indexer, and what.
package struct IndexerUser: Sendable {
    let name: String
    let password: String
    /// Patterns of the indices that the user may read.
    private let indices: [WildcardPattern]
    /// True for the health of the cluster.
    let readsCluster: Bool

    /// Makes a user.
    /// - Parameters:
    ///   - name: the name in Basic authentication, without a colon.
    ///   - password: the password in Basic authentication.
    ///   - indices: patterns of the indices to read, such as `wazuh-alerts-*`.
    ///   - readsCluster: whether the cluster's health can be asked for.
    package init(_ name: String, password: String, indices: [String], readsCluster: Bool) {
        self.name = name
        self.password = password
        self.indices = indices.map { WildcardPattern($0) }
        self.readsCluster = readsCluster
    }

    /// One user of each kind, each with its name as password: `admin`, `reader`, `alerts` (alerts only), `outsider`.
    package static let standard = [
        IndexerUser("admin", password: "admin", indices: ["*"], readsCluster: true),
        IndexerUser("reader", password: "reader", indices: ["wazuh-*"], readsCluster: true),
        IndexerUser("alerts", password: "alerts", indices: ["wazuh-alerts-*"], readsCluster: false),
        IndexerUser("outsider", password: "outsider", indices: [], readsCluster: false),
    ]

    func mayRead(_ index: String) -> Bool { indices.contains { $0.matches(index) } }

    /// The refusal of OpenSearch's security plugin.
    func refusal(of permission: String) -> IndexerError {
        IndexerError(
            status: 403, type: "security_exception",
            reason: "no permissions for [\(permission)] and User [name=\(name), backend_roles=[], requestedTenant=null]"
        )
    }
}
