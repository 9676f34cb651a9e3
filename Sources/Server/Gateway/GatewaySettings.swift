import Auth

/// What the gateway needs to know of the configuration.
package struct GatewaySettings: Sendable {
    package enum Authentication: String, Sendable, Hashable, CaseIterable {
        case bearer
        case none
    }

    /// How much and how long the gateway itself allows.
    package struct Limits: Sendable, Hashable {
        /// The most messages in a batch.
        package var batch = 50
        /// The largest body of `POST /auth/token`, in bytes.
        package var tokenRequest = 8 << 10
        /// How long `POST /messages` waits for its answer to be on the stream.
        package var acknowledgement: Duration = .seconds(1)
        /// How often a worker looks for cancellations that came in at others.
        package var cancellationCheck: Duration = .milliseconds(250)
        /// How often what has expired is removed.
        package var cleanup: Duration = .seconds(60)
        /// How long a client may take to answer what a handler asks.
        package var answers: Duration = .seconds(600)

        package init() {}
    }

    /// The address that clients use, `https://HOST[:PORT]` without a slash at the end.
    package let publicURL: String
    package let authentication: Authentication
    /// All scopes that a credential may carry.
    package let scopes: [String]
    package let limits: Limits

    /// - Parameters:
    ///   - publicURL: the address that clients use, without a slash at the end.
    ///   - authentication: whether callers need a credential.
    ///   - scopes: all scopes that a credential may carry, the one to ask for at first first.
    ///   - limits: how much and how long the gateway allows.
    package init(publicURL: String, authentication: Authentication, scopes: [String], limits: Limits = Limits()) {
        self.publicURL = publicURL
        self.authentication = authentication
        self.scopes = scopes
        self.limits = limits
    }

    /// The challenge of a 401 or 403; a client compares the resource in its metadata with the address it came to.
    /// - Parameter resource: the path of that resource.
    /// - Returns: nil for a server without credentials, which has no metadata to point to.
    func challenge(for resource: String) -> BearerChallenge? {
        guard authentication != .none else { return nil }
        return BearerChallenge(
            metadataURL: "\(publicURL)/.well-known/oauth-protected-resource\(resource)", scope: scopes.first ?? "")
    }
}
