package import Auth
import Encodings
package import HTTP

/// Finds out who sends a request.
package protocol RequestAuthenticator: Sendable {
    /// The caller of a request, by its `Authorization` field.
    /// - Throws: ``Refusal``.
    func principal(for request: HTTPRequest) async throws(Refusal) -> Principal

    /// An access token for an API key (`POST /auth/token`), with whom it stands for.
    /// - Throws: ``Refusal``.
    func exchange(apiKey: String) async throws(Refusal) -> (Principal, TokenGrant)
}

/// Why a caller is not let in.
package enum Refusal: Error, Sendable, Hashable {
    case noCredential
    /// The text is safe to show: it says what is wrong with the credential, never what it holds.
    case badCredential(String)
    /// What it takes to check or make a credential does not work; the reason is for the log.
    case unavailable(reason: String)

    /// What is wrong with the credential; nil when none was sent.
    var rejection: String? {
        guard case .badCredential(let reason) = self else { return nil }
        return reason
    }

    var message: String {
        switch self {
        case .noCredential:
            "Send Authorization: Bearer with an access token (POST /auth/token gives one for an API key) or an API key."
        case .badCredential(let reason): reason
        case .unavailable: "Credentials cannot be checked at the moment; try again."
        }
    }
}

/// Lets everyone in to read: for `AUTH_MODE=none`.
package struct OpenAccess: RequestAuthenticator {
    private let scopes: Set<String>

    package init(scopes: Set<String>) { self.scopes = scopes }

    package func principal(for request: HTTPRequest) async throws(Refusal) -> Principal {
        Principal(subject: "anonymous", scopes: Set(scopes.map { ExactText($0) }))
    }

    package func exchange(apiKey: String) async throws(Refusal) -> (Principal, TokenGrant) {
        throw .badCredential("This server runs without authentication (AUTH_MODE=none) and gives no tokens.")
    }
}
