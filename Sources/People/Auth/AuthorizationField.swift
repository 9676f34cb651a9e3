package import Encodings

/// The credential of an `Authorization` field (RFC 6750 §2.1).
package enum AuthorizationField: Sendable, Hashable {
    /// An API key used as a bearer token.
    case apiKey(APIKey)
    case accessToken(ExactText)

    /// Reads a field value; nil when it is no bearer credential.
    package init?(_ value: String) {
        // As bytes: looking for the ends of characters takes longer than checking the token's signature.
        let bytes = value.utf8Span.span
        let all = bytes.trimmed(bytes.indices)
        let schemeEnd = bytes.first(UInt8(ascii: " "), in: all)
        let credential = bytes.trimmed(schemeEnd..<all.upperBound)
        guard bytes.isName("bearer", in: all.lowerBound..<schemeEnd), !credential.isEmpty,
            bytes.first(UInt8(ascii: " "), in: credential) == credential.upperBound
        else { return nil }
        let text = ExactText(value.part(at: credential))
        self = APIKey(text.string).map(AuthorizationField.apiKey) ?? .accessToken(text)
    }
}
