import JSON
import SimulatedCompany
import SimulatedIndexer
import Testing

@Suite struct DataSetTests {
    typealias Fixture = IndexerFixture

    @Test(arguments: IndexerDataFiles.all.map(\.name)) func everyDataFileIsReadWhole(name: String) throws {
        let file = try #require(IndexerDataFiles.all.first { $0.name == name })
        #expect(try file.count() > 0)
    }

    @Test func twoProcessesHaveTheSameDocuments() {
        var first: [UInt8] = []
        var second: [UInt8] = []
        var other: [UInt8] = []
        Fixture.make().bulkExport { first += $0 }
        Fixture.make().bulkExport { second += $0 }
        Fixture.make(seed: 5).bulkExport { other += $0 }
        #expect(first == second)
        #expect(first != other)
    }

    @Test func alertsLieInThirtyDaysBeforeTheReferenceTime() {
        #expect(Fixture.alerts.count >= 2_400)
        for alert in Fixture.alerts {
            let time = alert.values("@timestamp").first?.string ?? ""
            #expect(time <= "2026-11-21T12:00:00.000Z" && time >= "2026-10-22T12:00:00.000Z")
            #expect(alert.index == "wazuh-alerts-4.x-" + time.prefix(10).replacing("-", with: "."))
        }
    }

    @Test func identifiersAreUnique() {
        #expect(Set(Fixture.documents.map(\.id)).count == Fixture.documents.count)
        #expect(Set(Fixture.alerts.flatMap { $0.values("id") }).count == Fixture.alerts.count)
    }

    @Test func passwordsAreGuessedUntilOneWorks() throws {
        let intruder = Fixture.alerts.filter {
            $0.has("data.srcip", "203.0.113.66") && $0.has("location", "/var/log/auth.log")
        }
        let failures = intruder.filter { $0.has("rule.groups", "authentication_failed") }
        let success = try #require(intruder.last { $0.has("rule.id", "5715") })
        #expect(failures.count == 320)
        let lastFailure = failures.compactMap { $0.values("@timestamp").first?.string }.max()
        #expect(try #require(lastFailure) < #require(success.values("@timestamp").first?.string))
        #expect(intruder.contains { $0.has("rule.id", "40112") && $0.level == 12 })
    }

    @Test func theSameMalwareIsSeenOnTwoAgents() {
        let found = Fixture.alerts.filter { $0.has("rule.id", "87105") }
        #expect(Set(found.flatMap { $0.values("agent.id") }).count == 2)
        #expect(Set(found.flatMap { $0.values("data.virustotal.sha1") }).count == 1)
    }

    @Test(arguments: ["password=", "api_key=", "Bearer eyJ", "Ignore previous instructions", "ignore%20previous"])
    func someLinesNeedCare(text: String) {
        #expect(Fixture.alerts.contains { $0.log.contains(text) })
    }

    @Test(arguments: [
        "syscheck.sha256_after", "data.win.system.eventID", "data.url", "data.sca.check.result",
        "data.vulnerability.cve",
        "GeoLocation.country_name", "rule.mitre.technique", "rule.pci_dss", "rule.nist_800_53",
        "predecoder.program_name",
    ])
    func everyKindOfAlertIsThere(field: String) {
        #expect(Fixture.alerts.contains { !$0.values(field).isEmpty })
    }

    @Test func sixHundredVulnerabilitiesOfAllSeverities() {
        #expect(Fixture.vulnerabilities.count == 600)
        let severities = Set(Fixture.vulnerabilities.flatMap { $0.values("vulnerability.severity") })
        #expect(severities == ["Critical", "High", "Medium", "Low", "-"])
        for document in Fixture.vulnerabilities where document.has("vulnerability.under_evaluation", true) {
            #expect(document.has("vulnerability.severity", "-"))
            #expect(document.values("vulnerability.score.base").first?.double == -1)
        }
    }

    @Test func workHoursAreBusierThanNights() throws {
        let day = try #require(Fixture.count(#"{"terms": {"rule.id": ["5501", "60106", "5402"]}}"#))
        let logins = Fixture.alerts.filter { alert in
            ["5501", "60106", "5402"].contains { alert.has("rule.id", .string($0)) }
        }
        let nightly = logins.filter {
            (0..<6).contains(Int($0.values("@timestamp")[0].string?.dropFirst(11).prefix(2) ?? "") ?? 9)
        }
        #expect(day == logins.count)
        #expect(nightly.count * 4 < logins.count)
    }
}
