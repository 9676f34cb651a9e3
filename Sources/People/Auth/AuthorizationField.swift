internal import Encodings

/// The credential of an `Authorization` field (RFC 6750 §2.1).
package enum AuthorizationField: Sendable, Hashable {
    /// An API key used as a bearer token.
    case apiKey(APIKey)
    case accessToken(String)

    /// Reads a field value; nil when it is no bearer credential.
    package init?(_ value: String) {
        let parts = value.utf8.split(separator: UInt8(ascii: " "))
        guard parts.count == 2, ASCII.equalIgnoringCase(parts[0], "bearer"), let credential = String(parts[1]) else {
            return nil
        }
        self = APIKey(credential).map(AuthorizationField.apiKey) ?? .accessToken(credential)
    }
}
