import FoundationEssentials
import JSON
import MCP
import WazuhIndexer
import WazuhManager

extension PageRequest {
    /// How many items of a list that is counted from its beginning come before.
    var offset: Int { position?.int ?? 0 }

    /// The page of a list that the manager keeps.
    var page: Page { Page(limit: limit, offset: offset) }

    /// The walk through a list of the indexer that this goes on with; nil for the beginning.
    /// - Throws: ``ToolInputError`` when the position is none of the indexer.
    func walk() throws(ToolInputError) -> IndexerWalk? {
        guard let position else { return nil }
        guard let walk = IndexerWalk(position) else { throw ToolInputError("cursor: begin again without it") }
        return walk
    }
}

/// Where a walk through the indexer has come to.
struct IndexerWalk: Sendable, Hashable {
    let position: SearchPosition
    /// How many items came before.
    let start: Int
    /// The range that the first page was resolved to.
    let range: TimeRange?

    var json: JSON {
        var object: JSONObject = ["position": position.json, "start": .integer(Int64(start))]
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
        guard let position = json["position"].flatMap({ SearchPosition($0) }), let start = json["start"]?.int else {
            return nil
        }
        self.position = position
        self.start = start
        range = json["from"]?.double.flatMap { from in
            json["to"]?.double.map {
                TimeRange(start: Date(timeIntervalSince1970: from), end: Date(timeIntervalSince1970: $0))
            }
        }
    }
}
