import HTTP
import HTTPClient
import TestSupport
import Testing
import Upstream
import WazuhManager

struct AssessmentTests {
    private static let empty = #"{"data":{"affected_items":[],"total_affected_items":0,"failed_items":[]},"error":0}"#

    private func sent(_ path: String, _ call: (WazuhManager) async throws -> Void) async throws -> String {
        let fake = FakeManager(path, Self.empty)
        try await call(fake.manager())
        return try String(#require(fake.requests.first).url.dropFirst(FakeManager.base.count))
    }

    @Test("packages, policies and checks are asked for with their own parameters")
    func queries() async throws {
        let agent = try #require(AgentID("7"))
        let policy = try #require(PolicyID("cis_ubuntu22-04"))
        #expect(
            try await sent("/syscollector/007/packages") { _ = try await $0.packages(of: agent, name: "g++ x&y=1") }
                == "/syscollector/007/packages?name=g%2B%2B%20x%26y%3D1&select=name%2Cversion%2Carchitecture%2Cformat"
                + "%2Cvendor%2Csize%2Cinstall_time%2Cscan.time&limit=100&offset=0")
        #expect(
            try await sent("/sca/007") { _ = try await $0.scaPolicies(of: agent, search: SearchText("cis #1")) }
                == "/sca/007?search=cis%20%231&select=policy_id%2Cname%2Cpass%2Cfail%2Cinvalid%2Ctotal_checks%2Cscore"
                + "%2Cend_scan&limit=100000&offset=0")
        #expect(
            try await sent("/sca/007/checks/cis_ubuntu22-04") {
                _ = try await $0.scaChecks(of: agent, policy: policy, result: .notApplicable)
            } == "/sca/007/checks/cis_ubuntu22-04?result=not%20applicable&select=id%2Cresult%2Ccompliance.key"
                + "%2Ccompliance.value%2Ctitle%2Creason%2Crationale%2Cremediation&limit=100&offset=0")
        #expect(
            try await sent("/sca/007/checks/cis_ubuntu22-04") {
                _ = try await $0.scaChecks(of: agent, policy: policy, withTexts: false)
            } == "/sca/007/checks/cis_ubuntu22-04?select=id%2Cresult%2Ccompliance.key%2Ccompliance.value"
                + "&limit=100&offset=0")
    }

    @Test(
        "a policy's id cannot leave its path segment",
        arguments: ["", "..", ".", "a/b", "a%2Fb", "a?b", "a b", "é", "a\n", String(repeating: "a", count: 129)])
    func policyIDs(text: String) { #expect(PolicyID(text) == nil) }

    @Test("several controls of a framework stand in one string")
    func requirements() async throws {
        let body =
            #"{"data":{"affected_items":[{"id":1,"result":"unheard of","compliance":[{"key":"cis","value":"1.1, 1.2,1.3"},{"key":"x"},7]}],"total_affected_items":1},"error":0}"#
        let manager = FakeManager("/sca/007/checks/p", body).manager()
        let checks = try await manager.scaChecks(of: #require(AgentID("7")), policy: #require(PolicyID("p")))
        let check = try #require(checks.items.first)
        #expect(check.requirements.map(\.framework) == ["cis"])
        #expect(check.requirements.first?.controls == ["1.1", "1.2", "1.3"])
        #expect(check.result == nil && check.title.isEmpty)
    }

    @Test("a list whose every target failed is an error, whatever the status")
    func allFailed() async throws {
        let body =
            #"{"data":{"affected_items":[],"total_affected_items":0,"total_failed_items":1,"failed_items":[{"error":{"code":1701,"message":"Agent does not exist"},"id":["999"]}]},"error":1}"#
        let manager = FakeManager("/agents", body).manager()
        let error = try await #require(throws: WazuhError.self) { try await manager.agents() }
        #expect(error.code == .notFound && error.wazuhCode == 1701 && error.description.contains("999"))
    }

    @Test("no rules for lack of a permission is not an empty rule set", arguments: [("allow", true), ("deny", false)])
    func missingPermission(effect: String, isAllowed: Bool) async throws {
        let policies = #"{"data":{"rules:read":{"rule:file:*":"\#(effect)"},"rbac_mode":"white"},"error":0}"#
        let manager = FakeManager([
            "/rules": .json(200, Array(Self.empty.utf8)),
            "/security/users/me/policies": .json(200, Array(policies.utf8)),
        ]).manager()
        guard !isAllowed else {
            #expect(try await manager.rulesForCounting().total == 0)
            return
        }
        let error = try await #require(throws: WazuhError.self) { try await manager.rulesForCounting() }
        #expect(error.code == .forbidden && error.description.contains("rules:read"))
    }
}

/// The same models against what real managers answered.
@Suite(.enabled(if: RecordedAnswers.arePresent, "needs the recordings in ../shared/wazuh/recorded"))
struct RecordedAssessmentTests {
    private func manager(_ version: String) throws -> WazuhManager {
        let answers = try RecordedAnswers.answers(of: version).map { (String($0.key.prefix { $0 != "?" }), $0.value) }
        return FakeManager(Dictionary(answers) { first, _ in first }).manager()
    }

    @Test("packages and assessments are read", arguments: RecordedAnswers.versions)
    func assessments(version: String) async throws {
        let manager = try manager(version)
        let agent = try #require(AgentID("2"))
        let packages = try await manager.packages(of: agent)
        let openssl = try #require(packages.items.first { $0.name == "openssl" })
        #expect(openssl.format == "deb" && openssl.version?.hasPrefix("3.0.2") == true && packages.total >= 2)
        let policy = try #require(try await manager.scaPolicies(of: agent).items.first)
        #expect(policy.passed + policy.failed + policy.notApplicable == policy.total && policy.score == 50)
        let checks = try await manager.scaChecks(of: agent, policy: #require(PolicyID(policy.id)))
        #expect(checks.items.count == checks.total && checks.total == policy.total)
        #expect(checks.items.allSatisfy { $0.result != nil && !$0.title.isEmpty && !$0.requirements.isEmpty })
    }
}
