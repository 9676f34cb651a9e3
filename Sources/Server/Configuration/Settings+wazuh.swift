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
        package var url: String { "https://\(host.inURL):\(port)" }
    }

    /// How the indexer's indices are named.
    package struct Indices: Sendable, Hashable {
        /// Patterns, several with commas between them.
        package let alerts: String
        package let vulnerabilities: String
        /// The remote cluster to search; nil for the indexer's own.
        package let clusterPrefix: String?
    }
}

extension VariableReader {
    /// The manager, nil when its host is not set, and the authorities to trust for it and the indexer.
    mutating func manager() -> (Settings.Upstream?, authority: String?) {
        section("The Wazuh manager", "Without WAZUH_HOST a simulated Wazuh is started, but not in production.")
        let host = read(
            "WAZUH_HOST", .host, "Host name or address of the Wazuh manager.", example: "wazuh.example.com",
            by: [.worker, .scripts, .compose])
        let port = read("WAZUH_PORT", .port, default: 55_000, "Port of the manager's API.")
        let user = read("WAZUH_USER", .user, "User of the manager's API.", example: "mcp-reader")
        let password = read("WAZUH_PASS", .password, "Password of that user.")
        let verifiesPeer = read("WAZUH_VERIFY_SSL", .flag, default: true, "Verify the manager's certificate.")
        let authority = read(
            "WAZUH_CA_FILE", .file,
            "Authorities to trust for the manager and the indexer, instead of the system's; several in one file.",
            example: "/etc/ssl/wazuh-root-ca.pem")
        if isSet("WAZUH_HOST") { require("WAZUH_USER", "WAZUH_PASS", because: "but WAZUH_HOST is") }
        let manager = host.map { host in
            Settings.Upstream(
                host: host, port: port, user: user ?? "", password: password ?? Secret(""), verifiesPeer: verifiesPeer,
                authorityFile: authority)
        }
        return (manager, authority)
    }

    /// The indexer, nil when its host is not set.
    mutating func indexer(authority: String?) -> Settings.Upstream? {
        section("The Wazuh indexer", "Alerts and vulnerabilities.")
        let host = read(
            "WAZUH_INDEXER_HOST", .host,
            "Host name or address of the Wazuh indexer; without it alerts and vulnerabilities are unavailable.",
            example: "indexer.example.com")
        let port = read("WAZUH_INDEXER_PORT", .port, default: 9_200, "Port of the indexer.")
        let user = read(
            "WAZUH_INDEXER_USER", .user, "User of the indexer; not needed with a client certificate.",
            example: "mcp-reader")
        let password = read("WAZUH_INDEXER_PASS", .password, "Password of that user.")
        let verifiesPeer = read("WAZUH_INDEXER_VERIFY_SSL", .flag, default: true, "Verify the indexer's certificate.")
        let certificate = read(
            "WAZUH_INDEXER_CERT_FILE", .file, "Our own certificate, where the indexer asks for one (mTLS).",
            example: "/etc/wazuh-mcp/indexer-client.pem")
        let key = read(
            "WAZUH_INDEXER_KEY_FILE", .file, "Its private key, without a passphrase.",
            example: "/etc/wazuh-mcp/indexer-client-key.pem")
        requireBoth("WAZUH_INDEXER_CERT_FILE", "WAZUH_INDEXER_KEY_FILE")
        let showsCertificate = isSet("WAZUH_INDEXER_CERT_FILE") || isSet("WAZUH_INDEXER_KEY_FILE")
        let hasAccount = isSet("WAZUH_INDEXER_USER") || isSet("WAZUH_INDEXER_PASS")
        if isSet("WAZUH_INDEXER_HOST"), hasAccount || !showsCertificate {
            require("WAZUH_INDEXER_USER", "WAZUH_INDEXER_PASS", because: "but WAZUH_INDEXER_HOST is")
        }
        return host.map { host in
            Settings.Upstream(
                host: host, port: port, user: user ?? "", password: password ?? Secret(""), verifiesPeer: verifiesPeer,
                authorityFile: authority, certificateFile: certificate, keyFile: key)
        }
    }

    mutating func indices() -> Settings.Indices {
        Settings.Indices(
            alerts: read("WAZUH_INDEXER_ALERTS_PATTERN", .indices, default: "wazuh-alerts-*", "Indices of alerts."),
            vulnerabilities: read(
                "WAZUH_INDEXER_VULNERABILITIES_PATTERN", .indices, default: "wazuh-states-vulnerabilities-*",
                "Indices of vulnerabilities."),
            clusterPrefix: read(
                "WAZUH_INDEXER_CLUSTER_PREFIX", .cluster,
                "Remote cluster to search through the indexer (cross-cluster search); without it the indexer's own.",
                example: "remote"))
    }
}
