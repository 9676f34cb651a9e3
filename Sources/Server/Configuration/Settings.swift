/// The whole configuration of a worker, read once.
///
/// Each variable is declared where it is read: all that is said of it elsewhere comes from there (``VariableDocuments``).
package struct Settings: Sendable {
    package enum AuthMode: String, Sendable, CaseIterable { case bearer, none }
    package enum Environment: String, Sendable, CaseIterable { case development, production }
    package enum LogLevel: String, Sendable, CaseIterable {
        case debug = "DEBUG", info = "INFO", warning = "WARNING", error = "ERROR"
    }

    package let manager: Upstream?
    package let indexer: Upstream?
    package let indices: Indices
    /// Empty unless an operator configured some.
    package let reputation: [Reputation]
    package let publicURL: String
    package let authMode: AuthMode
    package let authSecret: Secret?
    package let apiKey: Secret?
    package let apiKeyScopes: [String]
    /// In seconds.
    package let tokenLifetime: Int
    /// In seconds.
    package let sessionIdle: Int
    package let sessionsPerPrincipal: Int
    package let logLevel: LogLevel
    package let storePath: String
    package let stateFolder: String
    package let publisher: String
    package let environment: Environment
    /// Each variable with the value in force, secrets masked, for `check`.
    package let shown: [(variable: Variable, value: String)]

    /// Reads the variables.
    /// - Parameters:
    ///   - environment: names and values, as the process got them.
    ///   - file: a `.env` file, whose variables count where the environment has none or an empty one.
    /// - Throws: ``SettingsError`` with a line for each bad variable and for each name in the file that nobody knows.
    package init(_ environment: [String: String], over file: EnvironmentFile? = nil) throws(SettingsError) {
        // An empty variable counts as absent, as compose passes those it has no value for.
        let given = environment.filter { !$0.value.isEmpty }
        var variables = VariableReader(file?.variables.merging(given) { $1 } ?? given)
        self.init(reading: &variables)
        let problems = (file?.unknownNames ?? []) + variables.problems
        guard problems.isEmpty else { throw SettingsError(problems: problems) }
    }

    /// All variables in the order of the documentation.
    package static var variables: [Variable] {
        var variables = VariableReader([:])
        _ = Settings(reading: &variables)
        return variables.variables
    }

    private init(reading variables: inout VariableReader) {
        let authority: String?
        (manager, authority) = variables.manager()
        indexer = variables.indexer(authority: authority)
        indices = variables.indices()
        reputation = variables.reputation()

        variables.section(
            "Where the server listens", "HTTPS on MCP_HOST and MCP_TLS_PORT, plain HTTP on loopback and MCP_PORT.")
        let host = variables.read(
            "MCP_HOST", .ownAddress, default: "127.0.0.1", "Address on which HTTPS is served.",
            by: [.worker, .nginx, .scripts, .compose])
        variables.read(
            "MCP_PORT", .port, default: 3_000, "Port of plain HTTP, on loopback only.",
            by: [.nginx, .scripts, .compose])
        let port = variables.read(
            "MCP_TLS_PORT", .port, default: 8_443, "Port of HTTPS.", by: [.worker, .nginx, .scripts, .compose])
        let publicURL = variables.read(
            "MCP_PUBLIC_URL", .publicURL,
            "Address under which clients reach the server; by default made of the host and the HTTPS port.",
            example: "https://mcp.example.com", by: [.worker, .nginx, .scripts, .compose])
        self.publicURL = publicURL ?? Self.localURL(host, port)
        variables.read(
            "ALLOWED_HOSTS", .hosts, "More names and addresses under which the server answers.",
            example: "mcp.internal,192.168.1.5", by: [.nginx, .scripts, .compose])
        variables.read(
            "ALLOWED_ORIGINS", .origins,
            default: [
                "https://claude.ai", "https://*.claude.ai", "https://*.anthropic.com", "http://localhost:*",
                "http://127.0.0.1:*",
            ], "Origins of web pages that may call the server.", by: [.nginx, .compose])
        variables.read(
            "TLS_CERT_FILE", .file, "Certificate chain for HTTPS; development makes one.",
            example: "/etc/ssl/mcp.example.com.pem", by: [.nginx, .scripts, .compose])
        variables.read(
            "TLS_KEY_FILE", .file, "Its private key, without a passphrase.",
            example: "/etc/ssl/private/mcp.example.com.key", by: [.nginx, .scripts, .compose])

        variables.section("Who may call", "By API keys and tokens made from them.")
        authMode = variables.read(
            "AUTH_MODE", .choice, default: .bearer, "How callers prove who they are; none lets everyone read.")
        authSecret = variables.read(
            "AUTH_SECRET_KEY", .key(bytes: 32),
            "Key of the access tokens (HS256), the same for all workers, such as openssl rand -base64 48 makes; "
                + "development makes one.")
        apiKey = variables.read("MCP_API_KEY", .apiKey, "An API key that is accepted beside those in the store.")
        apiKeyScopes = variables.read(
            "MCP_API_KEY_SCOPES", .scopes, default: ["wazuh:read"], "What that key may do.")
        tokenLifetime = variables.read(
            "TOKEN_LIFETIME", .integer(in: 60...2_592_000), default: 86_400,
            "How long an access token is valid, in seconds.")
        sessionIdle = variables.read(
            "SESSION_IDLE", .integer(in: 60...604_800), default: 1_800, "How long an unused session lives, in seconds.")
        sessionsPerPrincipal = variables.read(
            "SESSIONS_PER_PRINCIPAL", .integer(in: 1...1_000_000), default: 10_000,
            "How many sessions one principal may have; the longest unused go first.")

        variables.section("Operation")
        environment = variables.read(
            "ENVIRONMENT", .choice, default: .development,
            "production makes nothing up: no secret, no certificate and no Wazuh.",
            by: [.worker, .nginx, .scripts, .compose])
        logLevel = variables.read("LOG_LEVEL", .choice, default: .info, "Least level that is logged.")
        stateFolder = variables.read(
            "WAZUH_MCP_STATE_DIR", .folder, default: ".run",
            "Folder for what the server makes itself; two instances need two, and other ports.",
            by: [.worker, .scripts])
        let store = variables.read(
            "STORE", .store, "Where sessions and keys are kept; by default store.sqlite in the state folder.",
            example: "sqlite:.run/store.sqlite", by: [.worker])
        storePath = store ?? "\(stateFolder)/store.sqlite"
        variables.nginxSizes()
        variables.scripts()
        publisher = variables.betweenParts() ?? "unix:\(stateFolder)/publish.sock"

        if environment == .production {
            variables.require("WAZUH_HOST", because: "and ENVIRONMENT=production simulates no Wazuh")
            variables.require(
                "AUTH_SECRET_KEY", "TLS_CERT_FILE", "TLS_KEY_FILE", because: "and ENVIRONMENT=production makes none")
        }
        shown = variables.shown
    }

    private static func localURL(_ host: String, _ port: Int) -> String {
        let isLocal = ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"].contains(host)
        return "https://\(isLocal ? "localhost" : host.inURL)\(port == 443 ? "" : ":\(port)")"
    }
}

extension String {
    /// A host as it stands in a URL: an IPv6 address in brackets (RFC 3986, section 3.2.2).
    var inURL: String { contains(":") ? "[\(self)]" : self }
}

/// What is wrong with the configuration, a line a variable.
package struct SettingsError: Error, Hashable, CustomStringConvertible {
    package let problems: [String]
    package init(problems: [String]) { self.problems = problems }
    package var description: String { problems.joined(separator: "\n") }
}

/// A text that does not show itself.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The secret itself: to be handed to what needs it, never to a log.
    package let revealed: String
    package init(_ revealed: String) { self.revealed = revealed }
    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
