import FoundationEssentials
import HTTP
import HTTPClient
import JSON
import Synchronization
import TestSupport
import Testing
import Upstream
import WazuhIndexer

/// Walks through documents with equal sort values, of which OpenSearch says only that they stand next to each other.
struct SearchPageTests {
    /// 40 alerts in two indices: groups of equals of 1, 2, 3, … documents, one without an id of its own.
    private static let documents: [Document] = {
        var documents: [Document] = []
        for (group, size) in [1, 2, 3, 1, 7, 1, 1, 12, 2, 10].enumerated() {
            for number in 0..<size {
                documents.append(
                    Document(
                        index: number % 2 == 0 ? "wazuh-alerts-a" : "wazuh-alerts-b",
                        // Ids repeat between indices.
                        id: "\(group)-\(number / 2)", timestamp: 1_000 - group, alertID: group == 4 ? nil : "\(group)"))
            }
        }
        return documents
    }()

    @Test(
        "every document comes once, whatever the size of pages, with and without points in time",
        arguments: [1, 2, 3, 5, 11, 12, 13, 39, 40, 41], [PointsInTime.granted, .refused, .forgotten])
    func walks(limit: Int, pointsInTime: PointsInTime) async throws {
        let fake = FakeIndexer(Self.documents, pointsInTime)
        let shown = try await walk(fake.indexer, limit: limit)
        #expect(shown.count == 40 && Set(shown).count == 40)
    }

    @Test("a page that is cut short goes on behind what was shown")
    func cutShort() async throws {
        let fake = FakeIndexer(Self.documents, .granted)
        let shown = try await walk(fake.indexer, limit: 10, showing: 3)
        #expect(shown.count == 40 && Set(shown).count == 40)
    }

    @Test("a position reads what it has written, and nothing else")
    func positions() async throws {
        let page = try await FakeIndexer(Self.documents, .granted).indexer.alerts(Self.filter, limit: 3)
        let position = try #require(page.position(behind: 2))
        #expect(SearchPosition(position.json) == position)
        #expect(position.json["after"] == [1_000, "0"])
        #expect(position.json["shown"]?.array?.count == 1)
        #expect(page.position(behind: 0) == nil && page.position(behind: 4) == nil)
        let names = JSON.array([JSON](repeating: "i/d", count: 2_001))
        for json in [JSON.null, [:], ["shown": 1], ["shown": names]] { #expect(SearchPosition(json) == nil) }
    }

    @Test("past two thousand equals there is no way on")
    func tooManyEquals() async throws {
        let equals = (0..<2_002).map { Document(index: "i", id: "\($0)", timestamp: 1, alertID: "x") }
        let page = try await FakeIndexer(equals, .refused).indexer.alerts(Self.filter, limit: 2_002)
        #expect(page.position(behind: 2_000) != nil && page.position(behind: 2_001) == nil)
    }

    private static let filter = AlertFilter(
        range: TimeRange(from: "now-1h", now: .now) ?? .init(start: .now, end: .now))

    /// The documents of a walk, in the order they come.
    private func walk(_ indexer: WazuhIndexer, limit: Int, showing count: Int? = nil) async throws -> [String] {
        var shown: [String] = []
        var position: SearchPosition?
        for _ in 0..<200 {
            let page = try await indexer.alerts(Self.filter, limit: limit, from: position)
            let items = page.items.prefix(count ?? limit)
            // The fake tells in the log which document it is.
            shown += items.compactMap(\.log)
            guard shown.count < page.total, let next = page.position(behind: items.count) else { break }
            let kept = try JSON(parsing: next.json.jsonText)
            let read: SearchPosition = try #require(SearchPosition(kept))
            position = read
        }
        return shown
    }
}

enum PointsInTime: Sendable { case granted, refused, forgotten }

private struct Document: Sendable {
    let index: String
    let id: String
    let timestamp: Int
    let alertID: String?

    var key: [JSON] { [.integer(Int64(timestamp)), alertID.map(JSON.string) ?? .null] }
}

/// An indexer that sorts by time and id, newest first, and gives equals in another order at each request.
private final class FakeIndexer: HTTPTransport {
    private let documents: [Document]
    private let pointsInTime: PointsInTime
    private let requests = Mutex(0)

    init(_ documents: [Document], _ pointsInTime: PointsInTime) {
        self.documents = documents
        self.pointsInTime = pointsInTime
    }

    var indexer: WazuhIndexer {
        WazuhIndexer(
            IndexerConnection(baseURL: "https://indexer.example:9200", user: "u", password: "p"), transport: self)
    }

    func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        if request.url.contains("point_in_time") {
            return pointsInTime == .refused
                ? .json(429, Array("{}".utf8)) : .json(200, Array(#"{"pit_id":"p","_shards":{"failed":0}}"#.utf8))
        }
        guard let body = try? JSON(parsing: request.body) else { return HTTPResponse(400) }
        if body["pit"] != nil, pointsInTime == .forgotten {
            return .json(404, Array(#"{"error":{"type":"search_context_missing_exception"}}"#.utf8))
        }
        return .json(200, answer(to: body).jsonBytes)
    }

    private func answer(to body: JSON) -> JSON {
        let turn = requests.withLock { count in
            count += 1
            return count
        }
        // Newest first already, but for equals.
        var groups: [[Document]] = []
        for document in documents {
            if groups.last?.first?.key == document.key {
                groups[groups.count - 1].append(document)
            } else {
                groups.append([document])
            }
        }
        if let after = body["search_after"]?.array {
            groups = Array(groups.drop { $0[0].key != after }.dropFirst())
        }
        let sorted = groups.flatMap { group in (0..<group.count).map { group[($0 + turn) % group.count] } }
        let hits = sorted.prefix(body["size"]?.int ?? 0).map { document -> JSON in
            let name = "\(document.index)/\(document.id)"
            return [
                "_index": .string(document.index), "_id": .string(document.id), "sort": .array(document.key),
                "_source": ["rule": [:], "full_log": .string(name)],
            ]
        }
        return [
            "hits": ["total": ["value": .integer(Int64(documents.count)), "relation": "eq"], "hits": .array(hits)],
            "_shards": ["total": 1, "failed": 0],
        ]
    }
}
