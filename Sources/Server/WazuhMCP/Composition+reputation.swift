import Configuration
import Gateway
import HTTPClient
import Reputation

extension Composition {
    /// The services outside that an operator configured; none by default.
    var reputation: [any ReputationSource] {
        settings.reputation.compactMap { service in
            let kind: ReputationConfiguration.Kind =
                switch service.service {
                case .abuseIPDB: .abuseIPDB
                case .virusTotal: .virusTotal
                case .misp: .misp
                }
            guard let url = service.url ?? kind.defaultURL else { return nil }
            let tls = TLSPolicy(verifiesPeer: service.verifiesPeer, authorityFile: service.authorityFile)
            return ReputationConfiguration(kind: kind, url: url, key: service.key.revealed, tls: tls)
                .source(over: transport)
        }
    }

    /// Asks each service about an address of nobody (RFC 5737), which tells it nothing.
    var reputationParts: [Readiness.Part] {
        reputation.map { source in
            Readiness.Part(source.name) {
                guard let nobody = Indicator("192.0.2.1") else { return "not tried" }
                _ = try await source.reputation(of: nobody)
                return "it answers"
            }
        }
    }
}
