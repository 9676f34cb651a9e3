package import HTTPClient

/// A service outside that knows the reputation of indicators; asking it tells it what is being investigated.
package protocol ReputationSource: Sendable {
    /// What it is called in answers.
    var name: String { get }

    /// Whether it can be asked about indicators of a kind.
    func covers(_ kind: Indicator.Kind) -> Bool

    /// Asks about one indicator.
    /// - Throws: ``ReputationError``, never with the key in it.
    func reputation(of indicator: Indicator) async throws(ReputationError) -> Reputation
}

/// What a service outside says of an indicator.
package struct Reputation: Sendable, Hashable {
    package enum Verdict: String, Sendable, Hashable {
        case malicious, suspicious, harmless, unknown
    }

    package let source: String
    package let verdict: Verdict
    /// The figures behind the verdict, in a sentence.
    package let details: String

    package init(source: String, verdict: Verdict, details: String) {
        self.source = source
        self.verdict = verdict
        self.details = details
    }
}

/// Why a service outside gave no answer.
package struct ReputationError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable { case unreachable, refused, rateLimited, unexpectedAnswer }

    package let code: Code
    package let description: String

    init(_ code: Code, _ source: String, _ reason: String) {
        self.code = code
        description = "\(source): \(reason)."
    }
}

/// Which service to ask, where and with which key; it does not show the key.
package struct ReputationConfiguration: Sendable, CustomStringConvertible, CustomReflectable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case abuseIPDB = "abuseipdb"
        case virusTotal = "virustotal"
        case misp

        /// Where the service's API is; MISP has no common place.
        package var defaultURL: String? {
            switch self {
            case .abuseIPDB: "https://api.abuseipdb.com/api/v2"
            case .virusTotal: "https://www.virustotal.com/api/v3"
            case .misp: nil
            }
        }
    }

    package let kind: Kind
    /// Without a slash at its end.
    package let url: String
    package let key: String
    package let tls: TLSPolicy

    /// - Parameters:
    ///   - kind: the service.
    ///   - url: its API; for MISP the server itself.
    ///   - key: proves who we are.
    ///   - tls: how it proves who it is.
    package init(kind: Kind, url: String, key: String, tls: TLSPolicy = TLSPolicy()) {
        self.kind = kind
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.key = key
        self.tls = tls
    }

    package var description: String { "\(kind.rawValue) at \(url)" }
    package var customMirror: Mirror { Mirror(self, children: ["kind": kind.rawValue, "url": url]) }

    /// The source that it configures.
    package func source(over transport: any HTTPTransport) -> any ReputationSource {
        let client = ReputationClient(configuration: self, transport: transport)
        return switch kind {
        case .abuseIPDB: AbuseIPDB(client: client)
        case .virusTotal: VirusTotal(client: client)
        case .misp: MISP(client: client)
        }
    }
}
