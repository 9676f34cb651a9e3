package import HTTPClient
import Upstream

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
        let limited = LimitedTransport(transport, to: .reputation, limit: ConcurrencyLimit(4))
        let client = ReputationClient(url: url, key: key, tls: tls, transport: limited)
        return switch kind {
        case .abuseIPDB: AbuseIPDB(client: client)
        case .virusTotal: VirusTotal(client: client)
        case .misp: MISP(client: client)
        }
    }
}
