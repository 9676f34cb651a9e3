/// An environment variable that this server reads.
package struct Variable: Sendable, Hashable {
    package let name: String
    /// The value when the variable is absent or empty; nil when there is none.
    package let fallback: String?
    /// What it does, one sentence.
    package let help: String
    /// What is allowed, for messages and the documentation.
    package let allowed: String
    /// True when the value must never be shown.
    package let isSecret: Bool

    init(_ name: String, default fallback: String? = nil, _ help: String, allowed: String, isSecret: Bool = false) {
        self.name = name
        self.fallback = fallback
        self.help = help
        self.allowed = allowed
        self.isSecret = isSecret
    }
}

extension Variable {
    static let wazuhHost = Variable(
        "WAZUH_HOST", "Host name or address of the Wazuh manager.", allowed: "a host name or an address")
    static let wazuhPort = Variable("WAZUH_PORT", default: "55000", "Port of the manager's API.", allowed: "1 to 65535")
    static let wazuhUser = Variable("WAZUH_USER", "User of the manager's API.", allowed: "a user name")
    static let wazuhPass = Variable("WAZUH_PASS", "Password of that user.", allowed: "a password", isSecret: true)
    static let wazuhVerify = Variable(
        "WAZUH_VERIFY_SSL", default: "true", "Verify the manager's certificate.", allowed: "true or false")
    static let wazuhAuthority = Variable(
        "WAZUH_CA_FILE", "Authorities to trust for the manager and the indexer, instead of the system's.",
        allowed: "the path of a PEM file")
    static let host = Variable(
        "MCP_HOST", default: "127.0.0.1", "Address on which HTTPS is served.", allowed: "an address of this machine")
    static let port = Variable(
        "MCP_PORT", default: "3000", "Port of plain HTTP, on loopback only.", allowed: "1 to 65535")
    static let tlsPort = Variable("MCP_TLS_PORT", default: "8443", "Port of HTTPS.", allowed: "1 to 65535")
    static let publicURL = Variable(
        "MCP_PUBLIC_URL",
        "Address under which clients reach the server; by default made of the host and the HTTPS port.",
        allowed: "https://HOST[:PORT]")
    static let certificate = Variable(
        "TLS_CERT_FILE", "Certificate chain for HTTPS; development makes one.", allowed: "the path of a PEM file")
    static let certificateKey = Variable("TLS_KEY_FILE", "Its private key.", allowed: "the path of a PEM file")
    static let authMode = Variable(
        "AUTH_MODE", default: "bearer", "How callers prove who they are; none lets everyone read.",
        allowed: "bearer or none")
    static let authSecret = Variable(
        "AUTH_SECRET_KEY", "Key of the access tokens (HS256), the same for all workers; development makes one.",
        allowed: "32 bytes or more", isSecret: true)
    static let apiKey = Variable(
        "MCP_API_KEY", "An API key that is accepted beside those in the store.",
        allowed: "wazuh_ and 43 characters of A-Z a-z 0-9 - _",
        isSecret: true)
    static let apiKeyScopes = Variable(
        "MCP_API_KEY_SCOPES", default: "wazuh:read", "What that key may do.",
        allowed: "wazuh:read, wazuh:write, separated by commas")
    static let tokenLifetime = Variable(
        "TOKEN_LIFETIME", default: "86400", "How long an access token is valid, in seconds.", allowed: "60 to 2592000")
    static let sessionIdle = Variable(
        "SESSION_IDLE", default: "1800", "How long an unused session lives, in seconds.", allowed: "60 to 604800")
    static let sessionsPerPrincipal = Variable(
        "SESSIONS_PER_PRINCIPAL", default: "10000",
        "How many sessions one principal may have; the longest unused go first.",
        allowed: "1 to 1000000")
    static let allowedOrigins = Variable(
        "ALLOWED_ORIGINS",
        default: "https://claude.ai,https://*.claude.ai,https://*.anthropic.com,http://localhost:*,http://127.0.0.1:*",
        "Origins of web pages that may call the server (read by nginx).",
        allowed: "origins separated by commas, * for a label or port")
    static let allowedHosts = Variable(
        "ALLOWED_HOSTS", default: "", "More host names under which the server answers (read by nginx).",
        allowed: "host names separated by commas")
    static let logLevel = Variable(
        "LOG_LEVEL", default: "INFO", "Least level that is logged.", allowed: "DEBUG, INFO, WARNING or ERROR")
    static let store = Variable(
        "STORE", "Where sessions and keys are kept; by default store.sqlite in the state folder.",
        allowed: "sqlite:PATH")
    static let stateFolder = Variable(
        "WAZUH_MCP_STATE_DIR", default: ".run", "Folder for what the server makes itself.",
        allowed: "the path of a folder")
    static let publisher = Variable(
        "MCP_PUBLISHER", "Where nginx takes events for its streams; by default publish.sock in the state folder.",
        allowed: "unix:PATH or http://HOST:PORT")
    static let environment = Variable(
        "ENVIRONMENT", default: "development", "production makes no secret and no certificate by itself.",
        allowed: "development or production")

    /// All variables in the order of the documentation.
    package static let all: [Variable] =
        [
            wazuhHost, wazuhPort, wazuhUser, wazuhPass, wazuhVerify, wazuhAuthority,
        ] + ofIndexer + ofReputation + [
            host, port, tlsPort, publicURL, certificate, certificateKey, authMode, authSecret, apiKey,
            apiKeyScopes, tokenLifetime, sessionIdle, sessionsPerPrincipal, allowedOrigins, allowedHosts, logLevel,
            store,
            stateFolder, publisher, environment,
        ]
}
