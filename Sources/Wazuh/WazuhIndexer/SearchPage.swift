import Encodings
package import JSON
import Upstream

/// Where a walk through a search goes on.
///
/// Documents may have equal sort values, and OpenSearch 2 knows no further key that tells all of them apart. So a position
/// lies before the last group of equals that a page has shown, and names those of them that were shown.
package struct SearchPosition: Sendable, Hashable {
    /// The state of the indices that the walk is in; nil for their present one.
    let pointInTime: String?
    /// The sort values of the last document before the group; nil when the group is the first.
    let after: JSON?
    /// The shown documents of the group, by index and id.
    let shown: [ExactText]

    /// How many equals a position names at the most: a page asks for as many documents more.
    static let mostShown = 2_000

    init(pointInTime: String?, after: JSON?, shown: [ExactText]) {
        self.pointInTime = pointInTime
        self.after = after
        self.shown = shown
    }

    /// Reads what ``json`` gives; nil for anything else.
    package init?(_ json: JSON) {
        guard let names = json["shown"]?.array, names.count <= Self.mostShown else { return nil }
        shown = names.compactMap { $0.string.map { ExactText($0) } }
        after = json["after"]
        pointInTime = json["pit"]?.string
    }

    /// The position as a value to keep.
    package var json: JSON {
        var object: JSONObject = ["shown": .array(shown.map { .string($0.string) })]
        if let after { object["after"] = after }
        if let pointInTime { object["pit"] = .string(pointInTime) }
        return .object(object)
    }
}

/// A page of a search that is walked through.
package struct SearchPage<Item: Sendable>: Sendable {
    package let items: [Item]
    package let total: Int
    package let isTotalLowerBound: Bool
    package let gaps: [String]
    /// The point in time that the page belongs to; nil for a first page, and where the indexer granted none.
    private let pointInTime: String?
    private let start: SearchPosition?
    /// All hits, those among them that a page before has shown included.
    private let hits: [JSONView]
    /// Where in `hits` the items come from.
    private let places: [Int]

    init(
        _ answer: SearchAnswer, limit: Int, from start: SearchPosition?, pointInTime: String?,
        _ read: (JSONView) throws(JSONError) -> Item
    ) throws(WazuhError) {
        total = answer.total
        isTotalLowerBound = answer.isTotalLowerBound
        gaps = answer.gaps
        self.pointInTime = pointInTime
        self.start = start
        let hits = answer.hits
        let shown = Set(start?.shown ?? [])
        let places = shown.isEmpty ? Array(hits.indices) : hits.indices.filter { !shown.contains(hits[$0].document) }
        self.hits = hits
        self.places = Array(places.prefix(limit))
        items = try answer.read(self.places.lazy.map { hits[$0] }, read)
    }

    /// Where the page behind some items begins.
    /// - Parameter count: how many items of this page come before, from 1.
    /// - Returns: nil for a count that the page does not have, and where too many documents are equal.
    package func position(behind count: Int) -> SearchPosition? {
        guard places.indices.contains(count - 1) else { return nil }
        let last = places[count - 1]
        let key = hits[last].sortKey
        let group = hits.indices.prefix(last).lastIndex { hits[$0].sortKey != key }.map { $0 + 1 } ?? 0
        // A page that begins with the group goes on with it: equals come in any order, so all that were shown stay named.
        let shown =
            (group == 0 ? start?.shown ?? [] : [])
            + places.prefix(count).lazy.filter { $0 >= group }.map { hits[$0].document }
        guard shown.count <= SearchPosition.mostShown else { return nil }
        let after = group == 0 ? start?.after : hits[group - 1]["sort"].flatMap { try? JSON($0) }
        return SearchPosition(pointInTime: pointInTime, after: after, shown: shown)
    }
}

extension JSONView {
    /// What tells a hit from all others.
    fileprivate var document: ExactText {
        ExactText("\(self["_index"]?.string ?? "")/\(self["_id"]?.string ?? "")")
    }

    /// The sort values of a hit, as bytes that are the same for equal ones.
    fileprivate var sortKey: [UInt8] { self["sort"].flatMap { try? JSON($0) }?.jsonBytes ?? [] }
}

extension WazuhIndexer {
    /// A page of a search, from the second on in a fixed state of the indices where the indexer grants one.
    ///
    /// A point in time takes a context on every shard, of 300 that a node has: so none is opened for a list that nobody
    /// goes on with, and a walk that gets none, or comes back too late, goes on by the sort keys alone.
    func page<Item: Sendable>(
        _ target: IndexerTarget, _ body: JSONObject, limit: Int, from position: SearchPosition?,
        _ read: (JSONView) throws(JSONError) -> Item
    ) async throws(WazuhError) -> SearchPage<Item> {
        var body = body
        body["size"] = .integer(Int64(limit + (position?.shown.count ?? 0)))
        body["track_total_hits"] = true
        if let after = position?.after { body["search_after"] = after }
        let (answer, pointInTime) = try await walk(target, body, from: position)
        return try SearchPage(answer, limit: limit, from: position, pointInTime: pointInTime, read)
    }

    private func walk(
        _ target: IndexerTarget, _ body: JSONObject, from position: SearchPosition?
    ) async throws(WazuhError) -> (SearchAnswer, pointInTime: String?) {
        guard let position, let pointInTime = await pointInTime(of: position, target) else {
            return (try await search(target, body), nil)
        }
        var frozen = body
        frozen["pit"] = ["id": .string(pointInTime), "keep_alive": .string(Self.keepAlive)]
        do throws(WazuhError) {
            let answer = try await search(target, frozen)
            return (answer, answer.pointInTime ?? pointInTime)
        } catch {
            guard error.code == .expired else { throw error }
            return (try await search(target, body), nil)
        }
    }

    private func pointInTime(of position: SearchPosition, _ target: IndexerTarget) async -> String? {
        if let pointInTime = position.pointInTime { return pointInTime }
        return try? await openPointInTime(target)
    }
}
