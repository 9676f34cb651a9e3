import Configuration
import Gateway
import HTTPClient
import Reputation
import Upstream
import WazuhIndexer
import WazuhManager

/// How the configuration's words become connections.
extension Settings.Upstream {
    private var tls: TLSPolicy {
        TLSPolicy(
            verifiesPeer: verifiesPeer, authorityFile: authorityFile, certificateFile: certificateFile, keyFile: keyFile
        )
    }

    var managerConnection: ManagerConnection {
        ManagerConnection(baseURL: url, user: user, password: password.revealed, tls: tls)
    }

    func indexerConnection(_ indices: Settings.Indices) -> IndexerConnection {
        IndexerConnection(
            baseURL: url, user: user, password: password.revealed, tls: tls, alertsPattern: indices.alerts,
            vulnerabilitiesPattern: indices.vulnerabilities, clusterPrefix: indices.clusterPrefix)
    }
}

extension Settings.Reputation {
    /// The service's client; nil for one that has no address.
    func source(over transport: any HTTPTransport) -> (any ReputationSource)? {
        let kind: ReputationConfiguration.Kind =
            switch service {
            case .abuseIPDB: .abuseIPDB
            case .virusTotal: .virusTotal
            case .misp: .misp
            }
        guard let url = url ?? kind.defaultURL else { return nil }
        let tls = TLSPolicy(verifiesPeer: verifiesPeer, authorityFile: authorityFile)
        return ReputationConfiguration(kind: kind, url: url, key: key.revealed, tls: tls).source(over: transport)
    }
}

extension NchanPublisher.Address {
    /// Reads `unix:PATH` or `http://HOST:PORT`.
    init(_ text: String) {
        self = text.hasPrefix("unix:") ? .unixSocket(String(text.dropFirst(5))) : .http(text)
    }
}
