/// The credential of an `Authorization` field (RFC 6750 §2.1).
package enum AuthorizationField: Sendable, Hashable {
    /// An API key used as a bearer token.
    case apiKey(APIKey)
    case accessToken(String)

    /// Reads a field value; nil when it is no bearer credential.
    package init?(_ value: String) {
        let parts = value.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let credential = String(parts[1])
        self = APIKey(credential).map(AuthorizationField.apiKey) ?? .accessToken(credential)
    }
}
