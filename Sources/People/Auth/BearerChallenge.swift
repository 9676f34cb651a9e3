/// Makes `WWW-Authenticate` values (RFC 6750 §3, RFC 9728 §5.1; MCP, authorization).
package struct BearerChallenge: Sendable, Hashable {
    private let metadataURL: String
    private let scope: String

    /// - Parameters:
    ///   - metadataURL: where the protected resource's metadata stands.
    ///   - scope: the scope that a client should ask for at first.
    package init(metadataURL: String, scope: String) {
        self.metadataURL = metadataURL
        self.scope = scope
    }

    /// For 401: with what is wrong with the credential that was sent; nil when none was.
    package func unauthorized(rejection: String?) -> String {
        let base = "Bearer resource_metadata=\"\(metadataURL)\", scope=\"\(scope)\""
        guard let rejection else { return base }
        return base + ", error=\"invalid_token\", error_description=\"\(Self.quotable(rejection))\""
    }

    /// For 403: with the scope that the call needs.
    package func insufficientScope(_ scope: String) -> String {
        "Bearer error=\"insufficient_scope\", scope=\"\(scope)\", resource_metadata=\"\(metadataURL)\", "
            + "error_description=\"This call needs the scope \(scope).\""
    }

    /// The characters that RFC 6750 §3 allows in a description.
    private static func quotable(_ text: String) -> String {
        String(
            text.unicodeScalars.map {
                (0x20...0x7E).contains($0.value) && $0 != "\"" && $0 != "\\" ? Character($0) : "?"
            })
    }
}
