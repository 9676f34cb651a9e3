package import Auth
import Encodings
package import HTTP

/// Finds out who sends a request.
package protocol RequestAuthenticator: Sendable {
    /// The caller of a request, by its `Authorization` field.
    func principal(for request: HTTPRequest) -> Verdict<Principal>

    /// An access token for an API key (`POST /auth/token`).
    func exchange(apiKey: String) -> Verdict<TokenGrant>
}

/// What came of a credential.
package enum Verdict<Granted: Sendable>: Sendable {
    case granted(Granted)
    case refused(Refusal)
}

/// Why a caller is not let in.
package enum Refusal: Sendable, Hashable {
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

    package func principal(for request: HTTPRequest) -> Verdict<Principal> {
        .granted(Principal(subject: "anonymous", scopes: Set(scopes.map { ExactText($0) })))
    }

    package func exchange(apiKey: String) -> Verdict<TokenGrant> {
        .refused(.badCredential("This server runs without authentication (AUTH_MODE=none) and gives no tokens."))
    }
}
