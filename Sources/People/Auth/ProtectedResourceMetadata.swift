package import JSON

/// The document that tells clients where tokens for this server come from (RFC 9728 §2).
package struct ProtectedResourceMetadata: Sendable, Hashable {
    package let resource: String
    package let authorizationServers: [String]
    package let scopesSupported: [String]
    package let resourceName: String

    package init(resource: String, authorizationServers: [String], scopesSupported: [String], resourceName: String) {
        self.resource = resource
        self.authorizationServers = authorizationServers
        self.scopesSupported = scopesSupported
        self.resourceName = resourceName
    }
}

extension ProtectedResourceMetadata: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("resource", resource)
            writer.member("authorization_servers", authorizationServers)
            writer.member("scopes_supported", scopesSupported)
            writer.member("bearer_methods_supported", ["header"])
            writer.member("resource_name", resourceName)
        }
    }
}
