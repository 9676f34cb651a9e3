import Auth
package import MCP

/// What the gateway needs to know of the configuration.
package struct GatewaySettings: Sendable {
    package enum Authentication: String, Sendable, Hashable, CaseIterable {
        case bearer
        case none
    }

    /// The address that clients use, `https://HOST[:PORT]` without a slash at the end.
    package let publicURL: String
    package let authentication: Authentication
    package let serverInfo: ServerInfo
    /// All scopes that a credential may carry.
    package let scopes: [String]

    /// The challenge of a 401 or 403; a client compares the resource in its metadata with the address it came to.
    /// - Returns: nil for a server without credentials, which has no metadata to point to.
    func challenge(for route: Route) -> BearerChallenge? {
        guard authentication != .none else { return nil }
        return BearerChallenge(
            metadataURL: "\(publicURL)/.well-known/oauth-protected-resource\(route.resource)",
            scope: scopes.first ?? Scopes.read)
    }

    package init(publicURL: String, authentication: Authentication, serverInfo: ServerInfo, scopes: [String]) {
        self.publicURL = publicURL
        self.authentication = authentication
        self.serverInfo = serverInfo
        self.scopes = scopes
    }
}
