import Encodings
import HTTP
import JSON

/// What many scanners say (VirusTotal API v3: `/ip_addresses`, `/domains`, `/files`, `/urls`).
struct VirusTotal: ReputationSource {
    let client: ReputationClient
    let name = "VirusTotal"

    func covers(_ kind: Indicator.Kind) -> Bool {
        switch kind {
        case .ip, .domain, .url, .md5, .sha1, .sha256: true
        case .email, .fileName, .filePath: false
        }
    }

    func reputation(of indicator: Indicator) async throws(ReputationError) -> Reputation {
        guard let root = try await client.read(.get(path(of: indicator)), keyField: "x-apikey", name: name) else {
            return Reputation(source: name, verdict: .unknown, details: "not known")
        }
        guard let stats = root["data"]?["attributes"]?["last_analysis_stats"] else {
            throw ReputationError(.unexpectedAnswer, name, "its answer holds no analysis")
        }
        let malicious = stats["malicious"]?.int ?? 0
        let suspicious = stats["suspicious"]?.int ?? 0
        let harmless = stats["harmless"]?.int ?? 0
        let all = malicious + suspicious + harmless + (stats["undetected"]?.int ?? 0)
        let verdict: Reputation.Verdict =
            malicious >= 3 ? .malicious : malicious + suspicious > 0 ? .suspicious : all > 0 ? .harmless : .unknown
        return Reputation(
            source: name, verdict: verdict,
            details: "\(malicious) of \(all) engines say malicious, \(suspicious) suspicious")
    }

    private func path(of indicator: Indicator) -> String {
        let value = PercentCoding.encode(indicator.value)
        switch indicator.kind {
        case .ip: return "/ip_addresses/\(value)"
        case .domain: return "/domains/\(value)"
        case .url:
            // The identifier of a URL is its base64 for URLs without padding.
            return "/urls/\(Base64URL.encode(Array(indicator.value.utf8)))"
        default: return "/files/\(value)"
        }
    }
}
