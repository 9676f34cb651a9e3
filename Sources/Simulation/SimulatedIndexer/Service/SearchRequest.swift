import Encodings
import JSON

/// The body of a search.
struct SearchRequest: Sendable {
    private(set) var query = Query.all
    private(set) var aggregations: JSON?
    private(set) var size = 10
    private(set) var sort: [SortClause] = []
    private(set) var searchAfter: [JSON]?
    /// Whether all hits are counted, or no more than 10,000.
    private(set) var countsAll = false
    private(set) var source = SourceFilter()
    private(set) var pointInTime: PointInTime.Reference?

    private static let largestWindow = 10_000

    /// Reads the body of a search.
    /// - Throws: ``IndexerError`` for every member that is not understood.
    init(_ json: JSON) throws(IndexerError) {
        guard let body = json.object else { throw .unsupported("a search that is no object") }
        for member in body { try read(member.name, member.value) }
    }

    private mutating func read(_ name: String, _ value: JSON) throws(IndexerError) {
        switch (ExactText(name), value) {
        case ("query", _): query = try Query(value)
        case ("aggs", _): aggregations = value
        case ("sort", _): sort = try SortClause.read(value)
        case ("search_after", .array(let values)): searchAfter = values
        case ("track_total_hits", true): countsAll = true
        case ("_source", _): source = try SourceFilter(value)
        case ("pit", .object(let pit)): pointInTime = try PointInTime.Reference(pit)
        case ("size", .integer(let number)) where number >= 0: size = Int(number)
        default: throw .unsupported("[\(name)] of that kind in a search")
        }
    }

    /// Refuses what the shards would refuse.
    func check() throws(IndexerError) {
        guard size > Self.largestWindow else { return }
        throw .shards(
            "illegal_argument_exception",
            """
            Result window is too large, from + size must be less than or equal to: [\(Self.largestWindow)] but was \
            [\(size)]. See the scroll api for a more efficient way to request large data sets. This limit can be set by \
            changing the [index.max_result_window] index level setting.
            """)
    }
}
