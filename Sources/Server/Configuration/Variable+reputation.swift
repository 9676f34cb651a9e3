extension Variable {
    static let abuseIPDBKey = key("ABUSEIPDB_API_KEY", of: "AbuseIPDB", about: "addresses")
    static let abuseIPDBURL = url("ABUSEIPDB_URL", "AbuseIPDB; by default the public one")
    static let virusTotalKey = key("VIRUSTOTAL_API_KEY", of: "VirusTotal", about: "addresses, domains, URLs and hashes")
    static let virusTotalURL = url("VIRUSTOTAL_URL", "VirusTotal; by default the public one")
    static let mispKey = key("MISP_API_KEY", of: "the MISP server", about: "all indicators")
    static let mispURL = url("MISP_URL", "a MISP server")
    static let mispVerify = Variable(
        "MISP_VERIFY_SSL", default: "true", "Verify the MISP server's certificate.", allowed: "true or false")
    static let mispAuthority = Variable(
        "MISP_CA_FILE", "Authorities to trust for the MISP server, instead of the system's.",
        allowed: "the path of a PEM file")

    static let ofReputation = [
        abuseIPDBKey, abuseIPDBURL, virusTotalKey, virusTotalURL, mispURL, mispKey, mispVerify, mispAuthority,
    ]

    private static func key(_ name: String, of service: String, about indicators: String) -> Variable {
        Variable(
            name, "Key of \(service); with it check_ioc_reputation asks there about \(indicators).",
            allowed: "the service's API key, 20 or more visible ASCII characters", isSecret: true)
    }

    private static func url(_ name: String, _ service: String) -> Variable {
        Variable(
            name, "API of \(service).", allowed: "https://HOST[:PORT][/PATH], or http:// on 127.0.0.1, ::1 or localhost"
        )
    }
}
