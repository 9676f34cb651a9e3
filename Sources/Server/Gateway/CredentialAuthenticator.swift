package import Auth
import Cryptography
import Encodings
package import FoundationEssentials
package import HTTP
package import Store
import Synchronization

/// Lets in whoever holds an access token of ours or an API key that the store knows.
package final class CredentialAuthenticator: RequestAuthenticator {
    private let verifier: TokenVerifier
    private let issuer: TokenIssuer
    private let store: any Store
    private let configuredKey: ConfiguredKey?
    private let now: @Sendable () -> Date
    private let knownRevocations = Mutex<[ExactText: (isRevoked: Bool, until: Date)]>([:])

    /// An API key that the configuration names instead of the store.
    package struct ConfiguredKey: Sendable {
        let hash: [UInt8]
        let scopes: [String]
        /// Another key is another principal, so that tokens and sessions end with the key that they came from.
        let subject: String

        package init(_ key: APIKey, scopes: [String]) {
            hash = key.hash
            self.scopes = scopes
            subject = "\(CredentialAuthenticator.keyPrefix)configured_\(Hex.encode(Array(key.hash.prefix(6))))"
        }
    }

    /// What begins the names of keys, in the store and in tokens.
    private static let keyPrefix = "key_"
    /// How long a look at the store for a revoked key is good for.
    private static let revocationCheck: TimeInterval = 5

    package init(
        verifier: TokenVerifier, issuer: TokenIssuer, store: any Store, configuredKey: ConfiguredKey?,
        now: @escaping @Sendable () -> Date = { .now }
    ) {
        self.verifier = verifier
        self.issuer = issuer
        self.store = store
        self.configuredKey = configuredKey
        self.now = now
    }

    package func principal(for request: HTTPRequest) -> Verdict<Principal> {
        guard let value = request.fields[.authorization] else { return .refused(.noCredential) }
        switch AuthorizationField(value) {
        case nil:
            return .refused(.badCredential("The Authorization header must be \"Bearer\" and a token or an API key."))
        case .apiKey(let key): return principal(of: key)
        case .accessToken(let token): return principal(of: token)
        }
    }

    package func exchange(apiKey text: String) -> Verdict<TokenGrant> {
        guard let key = APIKey(text) else { return .refused(Self.unknownKey) }
        switch principal(of: key) {
        case .refused(let refusal): return .refused(refusal)
        case .granted(let principal):
            let seconds = Int(now().timeIntervalSince1970)
            do throws(CryptographyError) {
                return .granted(
                    try issuer.issue(
                        to: principal.subject.string, scopes: principal.scopes.sorted().map(\.string), now: seconds))
            } catch {
                return .refused(.unavailable(reason: "\(error)"))
            }
        }
    }

    private static let unknownKey = Refusal.badCredential("This API key is unknown or revoked.")

    private func principal(of key: APIKey) -> Verdict<Principal> {
        let hash = key.hash
        if let configuredKey, ConstantTime.equal(configuredKey.hash, hash) {
            return .granted(
                Principal(
                    subject: ExactText(configuredKey.subject), scopes: Set(configuredKey.scopes.map { ExactText($0) })))
        }
        do throws(StoreError) {
            // The store finds the key by its hash, which says nothing about the key; the comparison is for its sake.
            guard let record = try store.apiKey(hash: hash), ConstantTime.equal(record.hash, hash),
                record.revokedAt == nil
            else { return .refused(Self.unknownKey) }
            return .granted(Principal(subject: ExactText(record.id), scopes: Set(record.scopes.map { ExactText($0) })))
        } catch {
            return .refused(.unavailable(reason: error.description))
        }
    }

    private func principal(of token: String) -> Verdict<Principal> {
        let principal: Principal
        do throws(TokenRejection) {
            principal = try verifier.verify(token, now: now().timeIntervalSince1970)
        } catch {
            return .refused(.badCredential(error.rawValue))
        }
        do throws(StoreError) {
            return try isRevoked(principal.subject) ? .refused(Self.unknownKey) : .granted(principal)
        } catch {
            return .refused(.unavailable(reason: error.description))
        }
    }

    /// Whether the key that a token was exchanged for is gone: revoked, or no longer in the store or the configuration.
    ///
    /// Tokens made elsewhere name no key of ours.
    private func isRevoked(_ subject: ExactText) throws(StoreError) -> Bool {
        guard subject.utf8.starts(with: Self.keyPrefix.utf8), subject.string != configuredKey?.subject else {
            return false
        }
        let time = now()
        if let known = knownRevocations.withLock({ $0[subject] }), known.until > time { return known.isRevoked }
        let record = try store.apiKey(id: subject.string)
        let isRevoked = record == nil || record?.revokedAt != nil
        knownRevocations.withLock { known in
            if known.count > 1_000 { known.removeAll() }
            known[subject] = (isRevoked, time.addingTimeInterval(Self.revocationCheck))
        }
        return isRevoked
    }
}
