import Configuration
import Testing

/// The variables of the indexer's certificate and indices, and of services outside.
@Suite struct ServiceSettingsTests {
    private static let key = "0123456789abcdef0123"

    private func settings(_ variables: [String: String]) throws -> Settings {
        try Settings(SettingsTests.complete.merging(variables) { $1 })
    }

    @Test func nothingOutsideIsAskedAndIndicesAreWazuhsByDefault() throws {
        let settings = try settings([:])
        #expect(settings.reputation.isEmpty)
        #expect(settings.indices.alerts == "wazuh-alerts-*")
        #expect(settings.indices.vulnerabilities == "wazuh-states-vulnerabilities-*")
        #expect(settings.indices.clusterPrefix == nil)
    }

    @Test func aClientCertificateStandsForUserAndPassword() throws {
        let files = [
            "WAZUH_INDEXER_HOST": "indexer.example", "WAZUH_INDEXER_CERT_FILE": "c.pem",
            "WAZUH_INDEXER_KEY_FILE": "k.pem",
        ]
        let indexer = try #require(try settings(files).indexer)
        #expect(indexer.certificateFile == "c.pem" && indexer.keyFile == "k.pem")
        #expect(indexer.user.isEmpty && indexer.password.revealed.isEmpty)
        let both = files.merging(["WAZUH_INDEXER_USER": "reader", "WAZUH_INDEXER_PASS": "x"]) { $1 }
        #expect(try settings(both).indexer?.user == "reader")
    }

    @Test(arguments: [
        ("WAZUH_INDEXER_ALERTS_PATTERN", "a-*,b.2026-*"), ("WAZUH_INDEXER_ALERTS_PATTERN", "*"),
        ("WAZUH_INDEXER_CLUSTER_PREFIX", "Remote-1"), ("WAZUH_INDEXER_CLUSTER_PREFIX", "*"),
        ("ABUSEIPDB_API_KEY", key), ("VIRUSTOTAL_API_KEY", key),
    ])
    func goodValuesAreTaken(name: String, value: String) throws { _ = try settings([name: value]) }

    @Test func aClusterMayBeWrittenWithItsColon() throws {
        #expect(try settings(["WAZUH_INDEXER_CLUSTER_PREFIX": "remote:"]).indices.clusterPrefix == "remote")
    }

    private static let patterns =
        "must be index names of a-z 0-9 . - _ separated by commas, * for any characters, without a leading - . _"
    private static let urls = "must be https://HOST[:PORT][/PATH], or http:// on 127.0.0.1, ::1 or localhost"
    private static let keys = "must be the service's API key, 20 or more visible ASCII characters"

    @Test(arguments: [
        (
            ["WAZUH_INDEXER_CERT_FILE": "c.pem"],
            "WAZUH_INDEXER_KEY_FILE is not set, but WAZUH_INDEXER_CERT_FILE is: must be the path of a PEM file"
        ),
        (
            ["WAZUH_INDEXER_KEY_FILE": "k.pem"],
            "WAZUH_INDEXER_CERT_FILE is not set, but WAZUH_INDEXER_KEY_FILE is: must be the path of a PEM file"
        ),
        (
            [
                "WAZUH_INDEXER_HOST": "i", "WAZUH_INDEXER_USER": "u", "WAZUH_INDEXER_CERT_FILE": "c",
                "WAZUH_INDEXER_KEY_FILE": "k",
            ], "WAZUH_INDEXER_PASS is not set, but WAZUH_INDEXER_HOST is: must be a password"
        ),
        (["MISP_URL": "https://misp.example"], "MISP_API_KEY is not set, but MISP_URL is: \(keys)"),
        (["MISP_API_KEY": key], "MISP_URL is not set, but MISP_API_KEY is: \(urls)"),
        (
            ["ABUSEIPDB_URL": "https://proxy.example/abuse"],
            "ABUSEIPDB_API_KEY is not set, but ABUSEIPDB_URL is: \(keys)"
        ),
        (["VIRUSTOTAL_API_KEY": "short"], "VIRUSTOTAL_API_KEY \(keys)"),
        (["ABUSEIPDB_API_KEY": "twenty characters and\nmore"], "ABUSEIPDB_API_KEY \(keys)"),
        (["MISP_VERIFY_SSL": "perhaps"], "MISP_VERIFY_SSL is \"perhaps\": must be true or false"),
    ])
    func halfOfAPairAndBadKeysAreRefused(variables: [String: String], problem: String) throws {
        let error = try #require(throws: SettingsError.self) { try settings(variables) }
        #expect(error.problems == [problem])
        #expect(!error.description.contains(Self.key))
    }

    @Test(arguments: [
        "misp.example", "http://misp.example", "http://localhost.evil.example", "http://127.0.0.1@evil.example",
        "https://", "https:///x", "https://:443", "https://user:pass@misp.example", "https://misp.example/?a=b",
        "https://misp.example/#x", "https://misp example",
    ])
    func onlyAddressesThatKeepTheKeySecretAreTaken(url: String) throws {
        let error = try #require(throws: SettingsError.self) {
            try settings(["MISP_URL": url, "MISP_API_KEY": Self.key])
        }
        #expect(error.problems == ["MISP_URL is \"\(url)\": \(Self.urls)"])
    }

    @Test(arguments: ["https://misp.example", "https://10.0.0.7:8443/misp/", "http://127.0.0.1:8080", "http://[::1]/m"])
    func servicesAreReadWithTheirAddressAndCertificatePolicy(url: String) throws {
        let variables = [
            "MISP_URL": url, "MISP_API_KEY": Self.key, "MISP_VERIFY_SSL": "false", "MISP_CA_FILE": "ca.pem",
            "ABUSEIPDB_API_KEY": Self.key,
        ]
        let services = try settings(variables).reputation
        #expect(services.map(\.service) == [.abuseIPDB, .misp])
        #expect(services.map(\.url) == [nil, url])
        #expect(services.map(\.verifiesPeer) == [true, false])
        #expect(services.map(\.authorityFile) == [nil, "ca.pem"])
        #expect(services.allSatisfy { $0.key.revealed == Self.key })
    }

    @Test(arguments: [
        "Wazuh-Alerts", "a b", "-a", "a,-b", "a,", ",", "a/b", "a:b", "_all", ".security", "a?", "..", "<a-{now/d}>",
    ])
    func patternsThatNameNoIndicesAreRefused(pattern: String) throws {
        for name in ["WAZUH_INDEXER_ALERTS_PATTERN", "WAZUH_INDEXER_VULNERABILITIES_PATTERN"] {
            let error = try #require(throws: SettingsError.self) { try settings([name: pattern]) }
            #expect(error.problems == ["\(name) is \"\(pattern)\": \(Self.patterns)"])
        }
    }

    @Test(arguments: ["a,b", "a b", "-a", "a:b", ":", "é"])
    func clusterNamesAreChecked(name: String) throws {
        let error = try #require(throws: SettingsError.self) {
            try settings(["WAZUH_INDEXER_CLUSTER_PREFIX": name])
        }
        #expect(error.problems.count == 1 && error.problems[0].hasPrefix("WAZUH_INDEXER_CLUSTER_PREFIX is "))
    }

    @Test func keysAreMaskedWhereSettingsAreShown() throws {
        let settings = try settings(["VIRUSTOTAL_API_KEY": Self.key, "ABUSEIPDB_API_KEY": Self.key])
        #expect(!"\(settings)".contains(Self.key))
        #expect(settings.shown.contains { $0.variable.name == "VIRUSTOTAL_API_KEY" && $0.value == "(set)" })
    }
}
