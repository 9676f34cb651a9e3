import FoundationEssentials
import JSON
import Testing
import WazuhIndexer

@Suite("Time ranges")
struct TimeRangeTests {
    private let now = Date(timeIntervalSince1970: 1_795_267_653.5)

    @Test(
        "moments are read with their fractions and zones",
        arguments: [
            ("2026-11-21T13:27:33Z", 1_795_267_653), ("2026-11-21T13:27:33.461Z", 1_795_267_653.461),
            ("2026-11-21T15:27:33.500+02:00", 1_795_267_653.5), ("2026-11-21", 1_795_219_200),
            ("now-1h", 1_795_264_053.5),
        ])
    func readsMoments(text: String, seconds: Double) throws {
        let moment = try #require(Moment.read(text, now: now))
        #expect(abs(moment.timeIntervalSince1970 - seconds) < 0.000_5)
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "13:34:13.461", "yesterday", "2026-13-01", "now-", "now-1y", "1999-12-31", "2026-11-21T13:27:33",
        ])
    func refusesOthers(text: String) { #expect(Moment.read(text, now: now) == nil) }

    @Test("conditions name whole moments, as the indexer wants them")
    func conditions() throws {
        let range = try #require(TimeRange(from: "now-24h", now: now))
        let query = IndexerQuery.time("timestamp", range).json
        let condition = try #require(query["range"]?["timestamp"])
        #expect(condition["gte"]?.string == "2026-11-20T13:27:33.500Z")
        #expect(condition["lt"]?.string == "2026-11-21T13:27:33.500Z")
    }

    @Test("a range ends after it starts")
    func order() {
        #expect(TimeRange(from: "now", to: "now-1h", now: now) == nil)
        #expect(TimeRange(from: "now", to: "now", now: now) == nil)
    }
}
