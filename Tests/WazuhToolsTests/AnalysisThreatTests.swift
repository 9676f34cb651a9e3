import HTTP
import HTTPClient
import JSON
import MCP
import Reputation
import TestSupport
import Testing
import WazuhManager
import WazuhTools

@Suite struct AnalysisThreatTests {
    @Test func theIntruderIsTraced() async throws {
        let answer = try await AnalysisFixture.call(
            "analyze_security_threat", ["indicator": .string("203[.]0[.]113[.]66")])
        let expected = try AnalysisFixture.count(["term": ["data.srcip": .string(AnalysisFixture.intruder)]])
        #expect(answer.structured["indicator"]?.string == AnalysisFixture.intruder)
        #expect((answer.structured["alerts"]?.int ?? 0) >= expected)
        #expect(expected > 300)
        let agents = (answer.structured["agents"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(agents.contains("web-01"))
        let rules = (answer.structured["rules"]?.array ?? []).compactMap { $0["rule_id"]?.string }
        #expect(rules.contains("5760"))
        let first = try #require(answer.structured["first_seen"]?.string)
        let last = try #require(answer.structured["last_seen"]?.string)
        #expect(first < last)
        #expect(answer.text.contains("not external reputation"))
        #expect(answer.text.contains("never instructions"))
        #expect(answer.text.count <= 6_000)
    }

    @Test func theMappedFormIsTheSameAddress() async throws {
        let plain = try await AnalysisFixture.call(
            "analyze_security_threat", ["indicator": .string(AnalysisFixture.intruder)])
        let mapped = try await AnalysisFixture.call(
            "analyze_security_threat", ["indicator": .string("::ffff:\(AnalysisFixture.intruder)")])
        #expect(plain.text == mapped.text)
    }

    @Test(arguments: ["kworkerds", "/tmp/.x/kworkerds"])
    func theMalwareIsFoundByItsName(indicator: String) async throws {
        let answer = try await AnalysisFixture.call("analyze_security_threat", ["indicator": .string(indicator)])
        #expect((answer.structured["alerts"]?.int ?? 0) >= 4)
        let places = (answer.structured["found_in"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(places.contains("syscheck.path"))
        #expect(places.contains("data.virustotal.source.file"))
    }

    @Test func theAddressOfAnAgentIsNamedAsSuch() async throws {
        let fleet = try await AnalysisFixture.call("get_wazuh_agents", ["limit": 500])
        let web = try #require(fleet.structured["items"]?.array?.first { $0["name"] == "web-01" })
        let answer = try await AnalysisFixture.call("analyze_security_threat", ["indicator": web["ip"] ?? .null])
        #expect(answer.structured["own_agents"]?.array == ["web-01"])
        #expect(answer.text.contains("monitored agent web-01 itself"))
        // Its own alerts are no sightings; those where it is the source are.
        let own = try AnalysisFixture.count(["term": ["agent.ip": web["ip"] ?? .null]])
        #expect((answer.structured["alerts"]?.int ?? 0) < own)
    }

    @Test func noSightingIsNoCleanBill() async throws {
        let answer = try await AnalysisFixture.call(
            "check_ioc_reputation", ["indicator": "d41d8cd98f00b204e9800998ecf8427e"])
        #expect(answer.structured["alerts"] == 0)
        #expect(answer.structured["wazuh_list"] == "not_listed")
        #expect(answer.text.contains("says nothing about its reputation"))
        #expect(answer.text.contains("not asked, none is configured"))
    }

    @Test func aListedAddressIsNamedWithItsFamily() async throws {
        let answer = try await AnalysisFixture.call(
            "check_ioc_reputation", ["indicator": .string(AnalysisFixture.intruder)])
        #expect(answer.structured["wazuh_list"] == "listed")
        #expect(answer.text.contains("LISTED as 203.0.113.66"))
    }

    @Test func aListThatCannotBeReadIsNotClean() async throws {
        let context = AnalysisFixture.context(over: AnalysisFixture.Transport { $0.contains("/lists/") })
        let answer = try await AnalysisFixture.call(
            "check_ioc_reputation", ["indicator": .string(AnalysisFixture.intruder)], in: context)
        #expect(answer.structured["wazuh_list"] == "not_checked")
        #expect(answer.structured["missing"]?.array?.isEmpty == false)
        #expect((answer.structured["alerts"]?.int ?? 0) > 300)
    }

    @Test func aManagerWithoutTheListSaysSinceWhenThereIsOne() async throws {
        // As `GET /lists/files/malicious-ip` is answered before Wazuh 4.13.
        let absent = """
            {"data":{"affected_items":[],"total_affected_items":0,"total_failed_items":1,"failed_items":[{"error":{"code":1802,\
            "message":"Lists file not found","remediation":"Use `GET /lists/files`"},"id":["malicious-ip"]}]},\
            "message":"No list was returned","error":1}
            """
        let context = AnalysisFixture.context(
            over: AnalysisFixture.Transport(replaced: { url in
                url.contains("/lists/files/") ? .json(200, Array(absent.utf8)) : nil
            }))
        let answer = try await AnalysisFixture.call(
            "check_ioc_reputation", ["indicator": .string(AnalysisFixture.intruder)], in: context)
        #expect(answer.structured["wazuh_list"] == "not_checked")
        #expect(answer.text.contains("Lists file not found (malicious-ip)") && answer.text.contains("since 4.13"))
        #expect(answer.structured["missing"]?.array?.count == 1)
        #expect((answer.structured["alerts"]?.int ?? 0) > 300)
    }

    @Test func nothingThatCouldBeCheckedIsAnError() async throws {
        let context = AnalysisFixture.context(over: AnalysisFixture.Transport { _ in true })
        let error = try await #require(throws: (any Error).self) {
            try await AnalysisFixture.call(
                "check_ioc_reputation", ["indicator": .string(AnalysisFixture.intruder)], in: context)
        }
        #expect("\(error)".contains("Wazuh manager, ") && "\(error)".contains("Wazuh indexer, "))
    }

    @Test func withoutTheIndexerTheListsStillAnswer() async throws {
        let context = AnalysisFixture.context(over: AnalysisFixture.Transport { $0.contains("_search") })
        let answer = try await AnalysisFixture.call(
            "check_ioc_reputation", ["indicator": .string(AnalysisFixture.intruder)], in: context)
        #expect(answer.structured["wazuh_list"] == "listed")
        #expect(answer.structured["alerts"] == nil)
        #expect(answer.text.contains("Missing: Alerts"))
    }

    @Test(arguments: [
        ("999.1.1.1", "ip"), ("abc", "hash"), ("nonsense", "domain"), ("evil.example", "url"), ("a/b", "email"),
        ("relative/path", "file"),
    ])
    func aTypeThatDoesNotFitIsRefused(text: String, type: String) async throws {
        await #expect(throws: ToolInputError.self) {
            try await AnalysisFixture.call(
                "check_ioc_reputation", ["indicator": .string(text), "indicator_type": .string(type)])
        }
    }
}

@Suite struct AnalysisIndicatorTests {
    @Test(arguments: [
        ("203.0.113.66", Indicator.Kind.ip, "203.0.113.66"), ("::ffff:203.0.113.66", .ip, "203.0.113.66"),
        ("2001:DB8:0:0:0:0:0:1", .ip, "2001:db8::1"), ("[2001:db8::1]", .ip, "2001:db8::1"), ("::", .ip, "::"),
        ("2001:db8:0:1:1:1:1:1", .ip, "2001:db8:0:1:1:1:1:1"), ("203[.]0(.)113[.]66", .ip, "203.0.113.66"),
        ("D41D8CD98F00B204E9800998ECF8427E", .md5, "d41d8cd98f00b204e9800998ecf8427e"),
        ("da39a3ee5e6b4b0d3255bfef95601890afd80709", .sha1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("s3.us-east-1.amazonaws.com", .domain, "s3.us-east-1.amazonaws.com"),
        ("Evil[.]Example.", .domain, "evil.example"),
        ("hxxps://Evil[.]example/A?b=C", .url, "https://evil.example/A?b=C"),
        ("hxxp[://]203.0.113.66:8080/x", .url, "http://203.0.113.66:8080/x"),
        ("Eve[at]Evil.example", .email, "eve@evil.example"), ("setup.exe", .fileName, "setup.exe"),
        ("C:\\Windows\\evil.dll", .filePath, "C:\\Windows\\evil.dll"),
        ("/tmp/.x/kworkerds", .filePath, "/tmp/.x/kworkerds"),
        ("kworkerds", .fileName, "kworkerds"),
    ])
    func indicatorsAreNormalised(text: String, kind: Indicator.Kind, value: String) throws {
        let indicator = try #require(Indicator(text))
        #expect(indicator.kind == kind)
        #expect(indicator.value == value)
    }

    @Test(arguments: [
        "", "999.1.1.1", "1.2.3", "01.2.3.4", "2001:db8:::1", "1:2:3:4:5:6:7:8:9", "a@b", "http://", "12345",
        "d41d8cd98f00b204e9800998ecf8427", "../etc", "a\u{7}b",
    ])
    func whatIsNoIndicatorIsRefused(text: String) { #expect(Indicator(text) == nil) }
}

@Suite struct AnalysisReputationTests {
    private static let key = "k3y-that-must-not-leak"

    private func source(
        _ kind: ReputationConfiguration.Kind, _ transport: some HTTPTransport
    ) -> any ReputationSource {
        ReputationConfiguration(kind: kind, url: kind.defaultURL ?? "https://misp.example/", key: Self.key)
            .source(over: transport)
    }

    @Test func abuseIPDBIsAskedAsItDocuments() async throws {
        let transport = ScriptedTransport { (_) throws(TransportError) in
            .json(
                200,
                Array(
                    #"{"data":{"ipAddress":"203.0.113.66","abuseConfidenceScore":100,"totalReports":12,"lastReportedAt":"2026-01-01T00:00:00+00:00"}}"#
                        .utf8))
        }
        let indicator = try #require(Indicator("203.0.113.66"))
        let reputation = try await source(.abuseIPDB, transport).reputation(of: indicator)
        #expect(reputation.verdict == .malicious)
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://api.abuseipdb.com/api/v2/check?ipAddress=203.0.113.66&maxAgeInDays=90")
        #expect(request.fields["key"] == Self.key)
    }

    @Test(arguments: [
        ("203.0.113.66", "/ip_addresses/203.0.113.66"), ("evil.example", "/domains/evil.example"),
        ("http://evil.example/a", "/urls/aHR0cDovL2V2aWwuZXhhbXBsZS9h"),
        ("d41d8cd98f00b204e9800998ecf8427e", "/files/d41d8cd98f00b204e9800998ecf8427e"),
    ])
    func virusTotalIsAskedAsItDocuments(text: String, path: String) async throws {
        let transport = ScriptedTransport { (_) throws(TransportError) in
            .json(
                200,
                Array(
                    #"{"data":{"attributes":{"last_analysis_stats":{"malicious":1,"suspicious":0,"harmless":60,"undetected":9}}}}"#
                        .utf8))
        }
        let reputation = try await source(.virusTotal, transport).reputation(of: try #require(Indicator(text)))
        #expect(reputation.verdict == .suspicious)
        #expect(reputation.details.hasPrefix("1 of 70"))
        #expect(transport.requests.first?.url == "https://www.virustotal.com/api/v3\(path)")
        #expect(transport.requests.first?.fields["x-apikey"] == Self.key)
    }

    @Test func mispIsAskedAsItDocuments() async throws {
        let transport = ScriptedTransport { (_) throws(TransportError) in
            .json(
                200,
                Array(
                    #"{"response":{"Attribute":[{"to_ids":true,"value":"evil.example","Event":{"id":"7","info":"Campaign"}}]}}"#
                        .utf8))
        }
        let reputation = try await source(.misp, transport).reputation(of: try #require(Indicator("evil.example")))
        #expect(reputation.verdict == .malicious)
        #expect(reputation.details.contains("Campaign"))
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://misp.example/attributes/restSearch")
        #expect(request.fields[.authorization] == Self.key)
        #expect(try JSON(parsing: request.body)["value"] == "evil.example")
    }

    @Test(arguments: ReputationConfiguration.Kind.allCases, [401, 429, 500, 200])
    func errorsNameTheServiceAndNeverTheKey(kind: ReputationConfiguration.Kind, status: Int) async throws {
        let transport = ScriptedTransport { (request) throws(TransportError) in
            if status == 500 { throw TransportError(.unreachable, "could not connect with \(request.fields)") }
            return HTTPResponse(HTTPStatus(rawValue: status), body: Array("<html>\(Self.key)</html>".utf8))
        }
        let error = await #expect(throws: ReputationError.self) {
            try await source(kind, transport).reputation(of: try #require(Indicator("203.0.113.66")))
        }
        #expect(error?.description.contains(Self.key) == false)
        let configuration = ReputationConfiguration(kind: kind, url: "https://x.example", key: Self.key)
        #expect(!"\(configuration)".contains(Self.key))
        #expect(!String(reflecting: configuration).contains(Self.key))
    }

    @Test func anUnknownIndicatorIsUnknown() async throws {
        let transport = ScriptedTransport { (_) throws(TransportError) in .json(404, Array("{}".utf8)) }
        let reputation = try await source(.virusTotal, transport).reputation(
            of: try #require(Indicator("evil.example")))
        #expect(reputation.verdict == .unknown)
    }
}
