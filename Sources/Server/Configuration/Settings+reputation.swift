extension Settings {
    /// A service outside that may be asked about indicators.
    package struct Reputation: Sendable, Hashable {
        package enum Service: Sendable, Hashable { case abuseIPDB, virusTotal, misp }

        package let service: Service
        /// Where its API is; nil for the public one.
        package let url: String?
        package let key: Secret
        package let verifiesPeer: Bool
        package let authorityFile: String?
    }
}

extension VariableReader {
    /// The services outside that have a key.
    mutating func reputation() -> [Settings.Reputation] {
        section(
            "Services outside that check_ioc_reputation asks",
            "None by default: asking tells them what is being investigated.")
        let abuseIPDB = reputationKey("ABUSEIPDB_API_KEY", of: "AbuseIPDB", about: "addresses")
        let abuseIPDBURL = read(
            "ABUSEIPDB_URL", .serviceURL, "API of AbuseIPDB; by default the public one.",
            example: "https://api.abuseipdb.com/api/v2")
        let virusTotal = reputationKey(
            "VIRUSTOTAL_API_KEY", of: "VirusTotal", about: "addresses, domains, URLs and hashes")
        let virusTotalURL = read(
            "VIRUSTOTAL_URL", .serviceURL, "API of VirusTotal; by default the public one.",
            example: "https://www.virustotal.com/api/v3")
        let mispURL = read("MISP_URL", .serviceURL, "API of a MISP server.", example: "https://misp.example.com")
        let misp = reputationKey("MISP_API_KEY", of: "the MISP server", about: "all indicators")
        let verifiesMISP = read("MISP_VERIFY_SSL", .flag, default: true, "Verify the MISP server's certificate.")
        let mispAuthority = read(
            "MISP_CA_FILE", .file, "Authorities to trust for the MISP server, instead of the system's.",
            example: "/etc/ssl/misp-root-ca.pem")
        for (key, url) in [("ABUSEIPDB_API_KEY", "ABUSEIPDB_URL"), ("VIRUSTOTAL_API_KEY", "VIRUSTOTAL_URL")]
        where isSet(url) { require(key, because: "but \(url) is") }
        requireBoth("MISP_API_KEY", "MISP_URL")
        return [
            (.abuseIPDB, abuseIPDBURL, abuseIPDB, true, nil), (.virusTotal, virusTotalURL, virusTotal, true, nil),
            (.misp, mispURL, misp, verifiesMISP, mispAuthority),
        ].compactMap {
            (service: Settings.Reputation.Service, url: String?, key: Secret?, verifies: Bool, file: String?) in
            key.map {
                Settings.Reputation(service: service, url: url, key: $0, verifiesPeer: verifies, authorityFile: file)
            }
        }
    }

    private mutating func reputationKey(_ name: String, of service: String, about indicators: String) -> Secret? {
        read(name, .serviceKey, "Key of \(service); with it check_ioc_reputation asks there about \(indicators).")
    }
}
