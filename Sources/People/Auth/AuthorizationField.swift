package import Encodings

/// The credential of an `Authorization` field (RFC 6750 §2.1).
package enum AuthorizationField: Sendable, Hashable {
    /// An API key used as a bearer token.
    case apiKey(APIKey)
    case accessToken(ExactText)

    /// Reads a field value; nil when it is no bearer credential.
    package init?(_ value: String) {
        // As bytes: looking for the ends of characters takes longer than checking the token's signature.
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") }
        let start = value.utf8.drop(while: isSpace)
        let scheme = start.prefix { !isSpace($0) }
        let rest = start[scheme.endIndex...].drop(while: isSpace)
        let credential = rest.prefix { !isSpace($0) }
        guard ASCII.equalIgnoringCase(scheme, "bearer"), !credential.isEmpty,
            rest[credential.endIndex...].allSatisfy(isSpace)
        else { return nil }
        let text = ExactText(Substring(credential))
        self = APIKey(text.string).map(AuthorizationField.apiKey) ?? .accessToken(text)
    }
}
