import FoundationEssentials
import JSON
import MCP
import Synchronization
import WazuhIndexer

/// Which page of a walk through the indexer a caller wants.
struct IndexerPageRequest: Sendable, Hashable {
    let limit: Int
    let cursor: String?
}

extension Argument where Value == IndexerPageRequest {
    /// `limit` and `cursor` of a list that the indexer keeps.
    static func indexerPage(default fallback: Int = 20, most: Int = 500) -> Self {
        .group(
            .integer("limit", "Most items.", in: 1...most, default: fallback),
            .optional(Argument<String>.text("cursor", "next_cursor of the answer before.", longest: 64))
        ) { limit, cursor in IndexerPageRequest(limit: limit, cursor: cursor) }
    }
}

/// What a cursor of the indexer stands for: the walk itself, so that a page behind it needs no other argument.
struct IndexerWalk: Sendable, Hashable {
    let position: SearchPosition
    /// How many items came before.
    let start: Int
    /// The range that the first page was resolved to.
    let range: TimeRange?

    var json: JSON {
        var object: JSONObject = ["after": position.after, "start": .integer(Int64(start))]
        if let pointInTime = position.pointInTime { object["pit"] = .string(pointInTime) }
        if let range {
            object["from"] = .number(range.start.timeIntervalSince1970)
            object["to"] = .number(range.end.timeIntervalSince1970)
        }
        return .object(object)
    }

    init(position: SearchPosition, start: Int, range: TimeRange?) {
        self.position = position
        self.start = start
        self.range = range
    }

    init?(_ json: JSON) {
        guard let after = json["after"], let start = json["start"]?.int else { return nil }
        position = SearchPosition(pointInTime: json["pit"]?.string, after: after)
        self.start = start
        range = json["from"]?.double.flatMap { from in
            json["to"]?.double.map {
                TimeRange(start: Date(timeIntervalSince1970: from), end: Date(timeIntervalSince1970: $0))
            }
        }
    }
}

extension WazuhContext {
    /// The walk that a cursor goes on with; nil for the beginning.
    func walk(_ page: IndexerPageRequest) async throws -> IndexerWalk? {
        guard let name = page.cursor else { return nil }
        guard let bytes = try await cursors.position(named: name),
            let walk = (try? JSON(parsing: bytes)).flatMap(IndexerWalk.init)
        else { throw ToolInputError("cursor: unknown or older than ten minutes; begin again without it") }
        return walk
    }

    /// A page of the indexer as a list whose cursor any worker can go on from.
    func listing<Item: ListItem>(
        of subject: String, covers: String, _ page: SearchPage<Item>, after walk: IndexerWalk?, range: TimeRange?,
        notes: [String] = [], isUntrusted: Bool = true
    ) -> Listing<Item> {
        let start = walk?.start ?? 0
        let cursors = cursors
        let shared = MadeCursors()
        return Listing(
            subject: subject, covers: covers, total: page.total, start: start, items: page.items, omitted: 0,
            notes: page.gaps + notes, isUntrusted: isUntrusted
        ) { count in
            guard count > 0, start + count < page.total, page.positions.indices.contains(count - 1) else { return nil }
            let position = SearchPosition(pointInTime: page.pointInTime, after: page.positions[count - 1])
            let next = IndexerWalk(position: position, start: start + count, range: range)
            return shared.cursor(behind: count) {
                // Without a cursor the list says how many there are, but not how to go on.
                try? cursors.put(next.json.jsonBytes)
            }
        }
    }
}

/// The cursors that a list has made: its text and its structured form name the same one.
private final class MadeCursors: Sendable {
    private let cursors = Mutex<[Int: String]>([:])

    func cursor(behind count: Int, make: () -> String?) -> String? {
        if let known = cursors.withLock({ $0[count] }) { return known }
        let new = make()
        cursors.withLock { $0[count] = new }
        return new
    }
}
