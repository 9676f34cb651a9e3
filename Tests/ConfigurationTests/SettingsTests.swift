import Configuration
import Testing

@Suite struct SettingsTests {
    static let complete = [
        "WAZUH_HOST": "wazuh.example", "WAZUH_USER": "reader", "WAZUH_PASS": "p4ss-w0rd",
    ]

    @Test func defaultsAreThoseOfTheDocumentation() throws {
        let settings = try Settings(Self.complete)
        #expect(settings.manager?.url == "https://wazuh.example:55000")
        #expect(settings.manager?.verifiesPeer == true)
        #expect(settings.indexer == nil)
        #expect(settings.publicURL == "https://localhost:8443")
        #expect(settings.authMode == .bearer)
        #expect(settings.tokenLifetime == 86_400)
        #expect(settings.storePath == ".run/store.sqlite")
        #expect(settings.publisher == "unix:.run/publish.sock")
    }

    @Test(arguments: [
        ("WAZUH_PORT", "70000", "WAZUH_PORT is \"70000\": must be 1 to 65535"),
        ("WAZUH_PORT", "abc", "WAZUH_PORT is \"abc\": must be 1 to 65535"),
        ("WAZUH_VERIFY_SSL", "maybe", "WAZUH_VERIFY_SSL is \"maybe\": must be true or false"),
        ("WAZUH_HOST", "a b", "WAZUH_HOST is \"a b\": must be a host name or an address"),
        ("AUTH_MODE", "oauth", "AUTH_MODE is \"oauth\": must be bearer or none"),
        ("AUTH_SECRET_KEY", "short-secret", "AUTH_SECRET_KEY must be 32 bytes or more"),
        ("MCP_PUBLIC_URL", "wazuh.example", "MCP_PUBLIC_URL is \"wazuh.example\": must be https://HOST[:PORT]"),
        ("STORE", "mysql://x", "STORE is \"mysql://x\": must be sqlite:PATH"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is \"LOUD\": must be DEBUG, INFO, WARNING or ERROR"),
        (
            "MCP_API_KEY_SCOPES", "wazuh:admin",
            "MCP_API_KEY_SCOPES is \"wazuh:admin\": must be wazuh:read, wazuh:write, separated by commas"
        ),
        ("TOKEN_LIFETIME", "5", "TOKEN_LIFETIME is \"5\": must be 60 to 2592000"),
    ])
    func aBadValueIsNamedWithWhatIsAllowed(name: String, value: String, problem: String) throws {
        let error = try #require(throws: SettingsError.self) {
            try Settings(Self.complete.merging([name: value]) { $1 })
        }
        #expect(error.problems == [problem])
    }

    @Test func allProblemsAreToldAtOnceAndSecretsNever() throws {
        let error = try #require(throws: SettingsError.self) {
            try Settings([
                "WAZUH_HOST": "h", "WAZUH_PORT": "0", "AUTH_SECRET_KEY": "hunter2", "ENVIRONMENT": "production",
            ])
        }
        #expect(error.problems.count == 6)
        #expect(!error.description.contains("hunter2"))
    }

    @Test func productionNeedsAllThatDevelopmentMakesUp() throws {
        let production = [
            "ENVIRONMENT": "Production", "AUTH_SECRET_KEY": String(repeating: "k", count: 32), "TLS_CERT_FILE": "c.pem",
            "TLS_KEY_FILE": "k.pem",
        ]
        #expect(try Settings(Self.complete.merging(production) { $1 }).environment == .production)
        let error = try #require(throws: SettingsError.self) { try Settings(production) }
        #expect(
            error.problems == [
                "WAZUH_HOST is not set, and ENVIRONMENT=production simulates no Wazuh: must be a host name or an address"
            ])
    }

    @Test func secretsAreMaskedWhereSettingsAreShown() throws {
        let settings = try Settings(Self.complete)
        let shown = settings.shown.map { "\($0.variable.name)=\($0.value)" }
        #expect(shown.contains("WAZUH_PASS=(set)"))
        #expect(!"\(settings)".contains("p4ss-w0rd"))
    }

    @Test(arguments: [
        ("https://wazuh.example/", "https://wazuh.example:55000"), ("fd00::1", "https://[fd00::1]:55000"),
    ])
    func aHostMayBeWrittenWithItsSchemeOrAsAnAddress(host: String, url: String) throws {
        #expect(try Settings(Self.complete.merging(["WAZUH_HOST": host]) { $1 }).manager?.url == url)
    }
}

@Suite struct EnvironmentFileTests {
    @Test(arguments: [
        (
            "# comment\n\nA=1\nexport B=\"two words\"\r\nC='x=y'\nD=\n",
            ["A": "1", "B": "two words", "C": "x=y", "D": ""]
        ),
        ("A=1\nA=2", ["A": "2"]), ("\u{FEFF}A=1", ["A": "1"]), (" \tA=1 \n", ["A": "1"]), ("A= 1", ["A": " 1"]),
        ("A='", ["A": "'"]), ("A=''", ["A": ""]), ("A='\"", ["A": "'\""]), ("A=\u{2028}B=2", ["A": "\u{2028}B=2"]),
        ("_a1=é", ["_a1": "é"]), ("", [:]),
    ])
    func linesGiveVariables(text: String, variables: [String: String]) throws {
        #expect(try EnvironmentFile.parse(text.utf8) == variables)
    }

    @Test(arguments: ["nonsense", "=1", "A B=1", "1A=1", "A =1", "É=1", "export", "export =1"])
    func aLineThatIsNoneOfTheseIsNamed(line: String) {
        #expect(throws: SettingsError(problems: [".env line 2: must be NAME=value"])) {
            try EnvironmentFile.parse("A=1\n\(line)\nB=2".utf8)
        }
    }

    @Test(
        arguments: [[0x41, 0x3D, 0x00], [0x41, 0x3D, 0xFF], [0x41, 0x3D, 0xC3], [0x41, 0x3D, 0xED, 0xA0, 0x80]]
            as [[UInt8]])
    func whatIsNoTextIsRefused(bytes: [UInt8]) {
        #expect(throws: SettingsError(problems: [".env must be UTF-8 text without NUL characters"])) {
            try EnvironmentFile.parse(bytes)
        }
    }
}
