package import HTTPClient

/// Where the indexer (OpenSearch) is, as whom it is asked, and how its indices are named.
package struct IndexerConnection: Sendable, CustomStringConvertible, CustomReflectable {
    /// `https://host:9200`, without a path.
    package let baseURL: String
    /// Empty where a client certificate says who we are.
    package let user: String
    package let password: String
    package let tls: TLSPolicy
    /// The longest a search may take.
    package let deadline: Duration
    /// Index patterns, a cluster prefix such as `remote:` included where one is configured.
    package let alertsPattern: String
    package let vulnerabilitiesPattern: String

    /// - Parameters:
    ///   - baseURL: `https://host:9200`, without a path.
    ///   - user: of basic authentication; empty for none.
    ///   - password: of that user.
    ///   - tls: how the indexer proves who it is.
    ///   - deadline: the longest a search may take.
    ///   - alertsPattern: the indices of alerts; several patterns with commas between them.
    ///   - vulnerabilitiesPattern: the indices of vulnerabilities, likewise.
    ///   - clusterPrefix: the remote cluster to search, for cross-cluster search; nil for the one that is asked.
    package init(
        baseURL: String, user: String, password: String, tls: TLSPolicy = TLSPolicy(),
        deadline: Duration = .seconds(20),
        alertsPattern: String = "wazuh-alerts-*", vulnerabilitiesPattern: String = "wazuh-states-vulnerabilities-*",
        clusterPrefix: String? = nil
    ) {
        self.baseURL = baseURL
        self.user = user
        self.password = password
        self.tls = tls
        self.deadline = deadline
        self.alertsPattern = Self.prefixed(alertsPattern, clusterPrefix)
        self.vulnerabilitiesPattern = Self.prefixed(vulnerabilitiesPattern, clusterPrefix)
    }

    /// A cluster's name counts for one pattern only, so each gets it.
    private static func prefixed(_ patterns: String, _ cluster: String?) -> String {
        guard let cluster else { return patterns }
        return patterns.split(separator: ",").map { "\(cluster):\($0)" }.joined(separator: ",")
    }

    package var description: String { baseURL }
    package var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}

/// What a search looks at.
package enum IndexerTarget: Sendable, Hashable {
    case alerts
    case vulnerabilities

    /// What it is called in messages.
    var name: String {
        switch self {
        case .alerts: "alerts"
        case .vulnerabilities: "vulnerabilities"
        }
    }
}
