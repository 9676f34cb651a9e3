package import Auth
import Cryptography
import Encodings
package import FoundationEssentials
package import HTTP
package import State
import Synchronization

/// Lets in whoever holds an access token of ours or an API key that the store knows.
package final class CredentialAuthenticator: RequestAuthenticator {
    private let verifier: TokenVerifier
    private let issuer: TokenIssuer
    private let keys: any APIKeyStore
    private let configuredKey: ConfiguredKey?
    private let now: @Sendable () -> Date
    private let knownRevocations = Mutex<[ExactText: (isRevoked: Bool, until: Date)]>([:])

    /// An API key that the configuration names instead of the store.
    package struct ConfiguredKey: Sendable {
        let hash: [UInt8]
        let scopes: [String]
        /// Another key is another principal, so that tokens and sessions end with the key that they came from.
        let subject: ExactText

        package init(_ key: APIKey, scopes: [String]) {
            hash = key.hash
            self.scopes = scopes
            subject = ExactText(
                "\(CredentialAuthenticator.keyPrefix)configured_\(Hex.encode(Array(key.hash.prefix(6))))")
        }
    }

    /// What begins the names of keys, in the store and in tokens.
    private static let keyPrefix = "key_"
    /// How long a look at the store for a revoked key is good for.
    private static let revocationCheck: TimeInterval = 5

    package init(
        verifier: TokenVerifier, issuer: TokenIssuer, keys: any APIKeyStore, configuredKey: ConfiguredKey?,
        now: @escaping @Sendable () -> Date = { .now }
    ) {
        self.verifier = verifier
        self.issuer = issuer
        self.keys = keys
        self.configuredKey = configuredKey
        self.now = now
    }

    package func principal(for request: HTTPRequest) async throws(Refusal) -> Principal {
        guard let value = request.fields[.authorization] else { throw .noCredential }
        switch AuthorizationField(value) {
        case nil: throw .badCredential("The Authorization header must be \"Bearer\" and a token or an API key.")
        case .apiKey(let key): return try await principal(of: key)
        case .accessToken(let token): return try await principal(of: token.string)
        }
    }

    package func exchange(apiKey text: String) async throws(Refusal) -> (Principal, TokenGrant) {
        guard let key = APIKey(text) else { throw Self.unknownKey }
        let principal = try await principal(of: key)
        let seconds = Int(now().timeIntervalSince1970)
        do throws(CryptographyError) {
            return (
                principal,
                try issuer.issue(to: principal.subject, scopes: principal.scopes.sorted().map(\.string), now: seconds)
            )
        } catch {
            throw .unavailable(reason: "\(error)")
        }
    }

    private static let unknownKey = Refusal.badCredential("This API key is unknown or revoked.")

    private func principal(of key: APIKey) async throws(Refusal) -> Principal {
        let hash = key.hash
        if let configuredKey, ConstantTime.equal(configuredKey.hash, hash) {
            return Principal(subject: configuredKey.subject, scopes: Set(configuredKey.scopes.map { ExactText($0) }))
        }
        let record: APIKeyRecord?
        do throws(StateError) {
            record = try await keys.key(hash: hash)
        } catch {
            throw .unavailable(reason: error.description)
        }
        // The store finds the key by its hash, which says nothing about the key; the comparison is for its sake.
        guard let record, ConstantTime.equal(record.hash, hash), record.revokedAt == nil else { throw Self.unknownKey }
        return Principal(subject: record.id, scopes: Set(record.scopes.map { ExactText($0) }))
    }

    private func principal(of token: String) async throws(Refusal) -> Principal {
        let principal: Principal
        do throws(TokenRejection) {
            principal = try verifier.verify(token, now: now().timeIntervalSince1970)
        } catch {
            throw .badCredential(error.rawValue)
        }
        let isRevoked: Bool
        do throws(StateError) {
            isRevoked = try await self.isRevoked(principal.subject)
        } catch {
            throw .unavailable(reason: error.description)
        }
        guard !isRevoked else { throw Self.unknownKey }
        return principal
    }

    /// Whether the key that a token was exchanged for is gone: revoked, or no longer in the store or the configuration.
    ///
    /// Tokens made elsewhere name no key of ours.
    private func isRevoked(_ subject: ExactText) async throws(StateError) -> Bool {
        guard subject.utf8.starts(with: Self.keyPrefix.utf8), subject != configuredKey?.subject else { return false }
        let time = now()
        if let known = knownRevocations.withLock({ $0[subject] }), known.until > time { return known.isRevoked }
        let record = try await keys.key(id: subject)
        let isRevoked = record == nil || record?.revokedAt != nil
        knownRevocations.withLock { known in
            if known.count > 1_000 { known.removeAll() }
            known[subject] = (isRevoked, time.addingTimeInterval(Self.revocationCheck))
        }
        return isRevoked
    }
}
