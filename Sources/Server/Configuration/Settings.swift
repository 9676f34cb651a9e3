/// The whole configuration of a worker, read once.
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
    /// - Parameter environment: names and values, as the process got them or merged with a `.env` file.
    /// - Throws: ``SettingsError`` with a line for each bad variable.
    package init(_ environment: [String: String]) throws(SettingsError) {
        var reader = VariableReader(environment)
        manager = reader.upstream(
            host: .wazuhHost, port: .wazuhPort, user: .wazuhUser, pass: .wazuhPass, verify: .wazuhVerify)
        indexer = reader.upstream(
            host: .indexerHost, port: .indexerPort, user: .indexerUser, pass: .indexerPass, verify: .indexerVerify,
            certificate: .indexerCertificate, key: .indexerKey)
        indices = reader.indices()
        reputation = reader.reputation()
        let host = reader.text(.host) ?? ""
        let tlsPort = reader.integer(.tlsPort, in: 1...65_535)
        _ = reader.integer(.port, in: 1...65_535)
        publicURL = reader.url(.publicURL) ?? Self.localURL(host, tlsPort)
        authMode = reader.choice(.authMode, otherwise: .bearer)
        authSecret = reader.secret(.authSecret, atLeast: 32)
        apiKey = reader.secret(.apiKey, atLeast: 49)
        apiKeyScopes = reader.scopes(.apiKeyScopes)
        tokenLifetime = reader.integer(.tokenLifetime, in: 60...2_592_000)
        sessionIdle = reader.integer(.sessionIdle, in: 60...604_800)
        sessionsPerPrincipal = reader.integer(.sessionsPerPrincipal, in: 1...1_000_000)
        logLevel = reader.choice(.logLevel, otherwise: .info)
        stateFolder = reader.text(.stateFolder) ?? ".run"
        storePath = reader.storePath(.store) ?? "\(stateFolder)/store.sqlite"
        publisher = reader.publisher(.publisher) ?? "unix:\(stateFolder)/publish.sock"
        self.environment = reader.choice(.environment, otherwise: .development)
        if self.environment == .production {
            reader.require(.wazuhHost, because: "ENVIRONMENT=production simulates no Wazuh")
            for made in [.authSecret, .certificate, .certificateKey] as [Variable] {
                reader.require(made, because: "ENVIRONMENT=production makes none")
            }
        }
        shown = Variable.all.map { ($0, reader.shown($0)) }
        guard reader.problems.isEmpty else { throw SettingsError(problems: reader.problems) }
    }

    private static func localURL(_ host: String, _ port: Int) -> String {
        let isLocal = ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost", ""].contains(host)
        return "https://\(isLocal ? "localhost" : host)\(port == 443 ? "" : ":\(port)")"
    }
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
