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
        ("https://wazuh.example/", "https://wazuh.example:55000"), ("wazuh.example.", "https://wazuh.example.:55000"),
        ("wazuh_manager-1", "https://wazuh_manager-1:55000"), ("fd00::1", "https://[fd00::1]:55000"),
        ("[fd00::1]", "https://[fd00::1]:55000"), ("https://[fd00::1]/", "https://[fd00::1]:55000"),
        ("::ffff:10.0.0.1", "https://[::ffff:10.0.0.1]:55000"),
    ])
    func aHostMayBeWrittenWithItsSchemeOrAsAnAddress(host: String, url: String) throws {
        #expect(try Settings(Self.complete.merging(["WAZUH_HOST": host]) { $1 }).manager?.url == url)
    }

    @Test(arguments: [
        (["MCP_HOST": "fd00::1"], "https://[fd00::1]:8443"), (["MCP_HOST": "[fd00::1]"], "https://[fd00::1]:8443"),
        (["MCP_HOST": "FD00::1", "MCP_TLS_PORT": "443"], "https://[FD00::1]"),
        (["MCP_HOST": "::"], "https://localhost:8443"),
        (["MCP_HOST": "[::1]"], "https://localhost:8443"), (["MCP_HOST": "0.0.0.0"], "https://localhost:8443"),
        (["MCP_HOST": "10.0.0.1"], "https://10.0.0.1:8443"),
        (["MCP_HOST": "fd00::1", "MCP_PUBLIC_URL": "https://[fd00::2]:9443//"], "https://[fd00::2]:9443"),
        (["MCP_PUBLIC_URL": "https://mcp.example/"], "https://mcp.example"),
    ])
    func thePublicURLIsThatOfTheAddress(variables: [String: String], url: String) throws {
        #expect(try Settings(Self.complete.merging(variables) { $1 }).publicURL == url)
    }

    @Test(arguments: [
        ("MCP_HOST", "fd00:1"), ("MCP_HOST", "127.0.0.1:80"), ("MCP_HOST", "a b"), ("MCP_HOST", "-a"),
        ("WAZUH_HOST", "wazuh.example:55000"), ("WAZUH_HOST", "http://wazuh.example"),
        ("WAZUH_HOST", "wazuh.example/x"),
        ("MCP_PUBLIC_URL", "https://fd00::1"), ("MCP_PUBLIC_URL", "https://a/b"), ("MCP_PUBLIC_URL", "https://a:0"),
        ("MCP_PUBLIC_URL", "https://a:65536"), ("MCP_PUBLIC_URL", "https://u@a"), ("MCP_PUBLIC_URL", "ftp://a"),
        ("ALLOWED_HOSTS", "a:80"), ("ALLOWED_HOSTS", "a.*.example"), ("ALLOWED_HOSTS", ","),
        ("ALLOWED_ORIGINS", "claude.ai"), ("ALLOWED_ORIGINS", "https://claude.ai/"), ("ALLOWED_ORIGINS", "null"),
        ("NGINX_CONNECTIONS", "0"), ("NGINX_CONNECTIONS", "10000000"), ("NGINX_STREAM_MEMORY", "256"),
        ("NGINX_STREAM_MEMORY", "0M"), ("NGINX_USER", "www data"), ("NGINX_WORKERS", "unix:run"),
        ("NGINX_WORKERS", "a"),
        ("MCP_PORT", "+5"), ("MCP_PORT", "0x50"), ("MCP_PORT", "0"), ("MCP_PORT", "65536"), ("MCP_PORT", "٣"),
        ("TOKEN_LIFETIME", "59"), ("TOKEN_LIFETIME", "2592001"), ("TOKEN_LIFETIME", "99999999999999999999"),
    ])
    func whatIsNotAllowedIsRefused(name: String, value: String) throws {
        let error = try #require(throws: SettingsError.self) {
            try Settings(Self.complete.merging([name: value]) { $1 })
        }
        #expect(error.problems.count == 1 && error.problems[0].hasPrefix("\(name) is \"\(value)\": must be "))
    }

    @Test(arguments: [
        ("ALLOWED_HOSTS", "a.example, *.b.example  fd00::1,[fd00::2]"), ("ALLOWED_ORIGINS", "https://*.a.example:*"),
        ("ALLOWED_ORIGINS", "http://[::1]:8080"), ("NGINX_PROCESSES", "4"), ("NGINX_WORKERS", "unix:/run/a b.sock"),
        ("NGINX_WORKERS", "[::1]:9000"), ("MCP_PORT", "1"), ("MCP_PORT", "65535"), ("TOKEN_LIFETIME", "60"),
        ("TOKEN_LIFETIME", "2592000"), ("LOG_LEVEL", "warning"), ("MISP_VERIFY_SSL", "Off"), ("MCP_PORT", " 8080\t"),
        ("MCP_API_KEY", "wazuh_" + String(repeating: "A", count: 43)), ("MCP_API_KEY_SCOPES", "wazuh:write wazuh:read"),
    ])
    func whatIsAllowedIsTaken(name: String, value: String) throws {
        _ = try Settings(Self.complete.merging([name: value]) { $1 })
    }

    @Test func ofAListThePartThatIsNotAllowedIsNamed() throws {
        let error = try #require(throws: SettingsError.self) {
            try Settings(Self.complete.merging(["ALLOWED_HOSTS": "a.example,b:80"]) { $1 })
        }
        #expect(error.problems[0].hasPrefix("ALLOWED_HOSTS is \"b:80\": must be host names without a port"))
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
        #expect(try EnvironmentFile(text.utf8).variables == variables)
    }

    @Test(arguments: ["nonsense", "=1", "A B=1", "1A=1", "A =1", "É=1", "export", "export =1"])
    func aLineThatIsNoneOfTheseIsNamed(line: String) {
        #expect(throws: SettingsError(problems: [".env line 2: must be NAME=value"])) {
            try EnvironmentFile("A=1\n\(line)\nB=2".utf8)
        }
    }

    @Test(
        arguments: [[0x41, 0x3D, 0x00], [0x41, 0x3D, 0xFF], [0x41, 0x3D, 0xC3], [0x41, 0x3D, 0xED, 0xA0, 0x80]]
            as [[UInt8]])
    func whatIsNoTextIsRefused(bytes: [UInt8]) {
        #expect(throws: SettingsError(problems: [".env must be UTF-8 text without NUL characters"])) {
            try EnvironmentFile(bytes)
        }
    }

    @Test(arguments: [
        ("WAZUH_HOTS", "did you mean WAZUH_HOST?"), ("WAZUHHOST", "did you mean WAZUH_HOST?"),
        ("wazuh_host", "did you mean WAZUH_HOST?"), ("WAZUH_INDEXER_PASSWORD", "did you mean WAZUH_INDEXER_PASS?"),
        ("TLS_CERT", "did you mean TLS_CERT_FILE?"), ("PORT", "docs/configuration.md lists those that are"),
        ("DATABASE_URL", "docs/configuration.md lists those that are"),
    ])
    func aNameThatNobodyKnowsIsRefusedWithTheNearestOne(name: String, advice: String) throws {
        let file = try EnvironmentFile("# one\n\(name)=secret".utf8)
        let error = try #require(throws: SettingsError.self) { try Settings(SettingsTests.complete, over: file) }
        #expect(error.problems == [".env line 2: \(name) is not known; \(advice)"])
    }

    @Test func namesOfProgramsBesideUsAreKnownAndTheEnvironmentMayHoldAny() throws {
        let file = try EnvironmentFile("COMPOSE_PROJECT_NAME=a\nhttps_proxy=b\nWAZUH_MCP_TEST_X=c\nLC_ALL=C".utf8)
        _ = try Settings(SettingsTests.complete.merging(["WAZUH_HOTS": "x"]) { $1 }, over: file)
    }

    @Test func theEnvironmentWinsUnlessItIsEmpty() throws {
        let file = try EnvironmentFile("MCP_TLS_PORT=9443\nLOG_LEVEL=DEBUG\nTOKEN_LIFETIME=5".utf8)
        let given = ["MCP_TLS_PORT": "10443", "LOG_LEVEL": ""]
        let settings = try Settings(given.merging(["TOKEN_LIFETIME": "60"]) { $1 }, over: file)
        #expect(settings.publicURL == "https://localhost:10443" && settings.logLevel == .debug)
        let error = try #require(throws: SettingsError.self) { try Settings(given, over: file) }
        #expect(error.problems == ["TOKEN_LIFETIME is \"5\": must be 60 to 2592000"])
    }
}
