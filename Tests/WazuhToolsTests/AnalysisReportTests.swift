import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import MCP
import Synchronization
import TestSupport
import Testing
import Upstream
import WazuhTools

@Suite struct AnalysisReportTests {
    @Test(arguments: ["daily", "weekly", "monthly"])
    func theReportHasTablesAndAChart(type: String) async throws {
        let answer = try await AnalysisFixture.call("generate_security_report", ["report_type": .string(type)])
        #expect(answer.structured["missing"] == [])
        #expect(answer.text.contains("| level | alerts |"))
        #expect(answer.text.contains("## Recommendations"))
        #expect(answer.text.count <= 6_000)
        #expect(answer.content.count == 2)
        guard case .image(let base64, let mediaType)? = answer.content.last else {
            throw AnalysisFixture.WrongContent()
        }
        #expect(mediaType == "image/png")
        #expect(Data(base64Encoded: base64).map { Array($0.prefix(4)) } == [0x89, 0x50, 0x4E, 0x47])
    }

    @Test func theChartsBandsAddUpToAllAlerts() async throws {
        let answer = try await AnalysisFixture.call("generate_security_report", ["report_type": "monthly"])
        let counts = answer.text.split(separator: "\n").filter {
            $0.contains("| low (") || $0.contains("| medium (")
                || $0.contains("| high (") || $0.contains("| critical (")
        }
        .compactMap { $0.split(separator: "|").last.flatMap { Int($0.filter(\.isNumber)) } }
        #expect(counts.count == 4)
        #expect(counts.reduce(0, +) == answer.structured["alerts"]?.int)
    }

    @Test func recommendationsCanBeLeftOut() async throws {
        let answer = try await AnalysisFixture.call(
            "generate_security_report", ["include_recommendations": false, "time_from": "now-3d"])
        #expect(!answer.text.contains("## Recommendations"))
        #expect(answer.structured["recommendations"] == nil)
    }

    @Test func anEndNeedsABeginning() async throws {
        await #expect(throws: ToolInputError.self) {
            try await AnalysisFixture.call("generate_security_report", ["time_to": "now-1d"])
        }
    }

    @Test func withoutTheIndexerTheManagersPartsStand() async throws {
        let context = AnalysisFixture.context(over: AnalysisFixture.Transport { $0.contains("_search") })
        let answer = try await AnalysisFixture.call("generate_security_report", in: context)
        #expect(answer.content.count == 1)
        #expect(answer.structured["alerts"] == nil)
        #expect(answer.structured["agents"] != nil)
        #expect((answer.structured["missing"]?.array?.count ?? 0) >= 4)
        #expect(answer.text.contains("**Incomplete**"))
    }

    @Test func whatTimeRunsOutForIsNamed() async throws {
        let error = try await #require(throws: (any Error).self) {
            try await CallDeadline.within(.zero) { try await AnalysisFixture.call("generate_security_report") }
        }
        for part in ["agents", "alerts", "vulnerabilities"] {
            #expect("\(error)".contains(" \(part): Wazuh "), "\(part) in \(error)")
        }
    }

    @Test func whatIsReadInTimeStandsBesideWhatIsNot() async throws {
        // The manager answers, the indexer takes all the time that there is.
        let context = AnalysisFixture.context(over: SlowIndexer())
        let answer = try await AnalysisFixture.call("generate_security_report", in: context)
        let missing = (answer.structured["missing"]?.array ?? []).compactMap(\.string)
        #expect(answer.structured["agents"]?.int ?? 0 > 0 && answer.structured["risk_score"] != nil)
        for part in ["alerts", "threats", "vulnerabilities", "in the risk score, alerts"] {
            #expect(
                missing.contains { $0.hasPrefix("\(part): ") && $0.contains("no whole answer within 20 seconds") },
                "\(part) in \(missing)")
        }
    }

    private struct SlowIndexer: HTTPTransport {
        func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
            guard request.url.contains("_search") else { return try await AnalysisFixture.Transport().send(request) }
            throw TransportError(.timedOut, "no whole answer within \(request.deadline.components.seconds) seconds")
        }
    }

    @Test func eachThingIsAskedOnce() async throws {
        let asked = Mutex<[String]>([])
        let context = AnalysisFixture.context(
            over: ScriptedTransport { (request) throws(TransportError) in
                if !request.url.contains("/security/") {
                    asked.withLock { $0.append("\(request.url) \(String(decoding: request.body, as: UTF8.self))") }
                }
                return try await AnalysisFixture.Transport().send(request)
            })
        _ = try await AnalysisFixture.call("generate_security_report", in: context)
        let all = asked.withLock { $0 }
        #expect(Set(all).count == all.count)
        #expect(all.count { $0.contains("/agents/summary") } == 1 && all.count { $0.contains("/wazuh-states") } == 1)
        #expect(all.count { $0.contains("/wazuh-alerts") } == 2)
    }

    @Test func eachPartReportsProgress() async throws {
        let seen = Mutex<[Double]>([])
        let context = AnalysisFixture.context { update in seen.withLock { $0.append(update.progress) } }
        _ = try await AnalysisFixture.call("generate_security_report", in: context)
        #expect(seen.withLock { $0.sorted() } == [1, 2, 3, 4, 5])
    }
}
