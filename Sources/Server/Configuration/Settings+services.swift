extension Settings {
    /// How to reach one of Wazuh's services.
    package struct Upstream: Sendable, Hashable {
        package var host: String
        package var port: Int
        /// Empty where a client certificate says who we are.
        package var user: String
        package var password: Secret
        package var verifiesPeer: Bool
        package var authorityFile: String?
        package var certificateFile: String?
        package var keyFile: String?

        /// The base of its addresses, `https://HOST:PORT`.
        package var url: String { "https://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
    }

    /// How the indexer's indices are named.
    package struct Indices: Sendable, Hashable {
        /// Patterns, several with commas between them.
        package let alerts: String
        package let vulnerabilities: String
        /// The remote cluster to search; nil for the indexer's own.
        package let clusterPrefix: String?
    }

    /// A service outside that may be asked about indicators.
    package struct Reputation: Sendable, Hashable {
        package enum Service: Sendable, Hashable { case abuseIPDB, virusTotal, misp }

        package let service: Service
        /// Where its API is; nil for the public one.
        package let url: String?
        package let key: Secret
        package let verifiesPeer: Bool
        package let authorityFile: String?
    }
}
