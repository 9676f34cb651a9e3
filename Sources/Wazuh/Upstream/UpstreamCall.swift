/// One of Wazuh's two services.
package enum WazuhService: String, Sendable, Hashable {
    case manager = "Wazuh manager"
    case indexer = "Wazuh indexer"

    /// What begins the names of the variables that configure it.
    var variablePrefix: String { self == .manager ? "WAZUH" : "WAZUH_INDEXER" }
}

/// A call to one of Wazuh's services, as policies and errors see it.
package struct UpstreamCall: Sendable, Hashable {
    package let upstream: WazuhService
    /// Method and path, without a query.
    package let endpoint: String
    /// True when doing it twice is the same as doing it once.
    package let isIdempotent: Bool

    package init(_ upstream: WazuhService, _ endpoint: String, isIdempotent: Bool) {
        self.upstream = upstream
        self.endpoint = endpoint
        self.isIdempotent = isIdempotent
    }
}
