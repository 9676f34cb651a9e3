internal import JSON

/// The body and the parameters of a search.
struct SearchRequest: Sendable {
    /// How many hits are counted exactly.
    enum Tracking: Sendable, Hashable {
        case all, none
        case upTo(Int)
    }

    var query: Query?
    var aggregations: JSON?
    var from = 0
    var size = 10
    var sort: [SortClause] = []
    var searchAfter: [JSON]?
    var tracking: Tracking = .upTo(10_000)
    var source = SourceFilter()
    var pointInTime: PointInTime.Reference?

    /// Reads the body of a search.
    /// - Throws: ``IndexerError`` for every member that is not understood.
    init(_ json: JSON) throws(IndexerError) {
        guard let body = json.object else {
            throw .parsing("Expected [START_OBJECT] but found [\(TokenName.of(json))]")
        }
        for member in body { try read(member.name, member.value) }
    }

    private mutating func read(_ name: String, _ value: JSON) throws(IndexerError) {
        switch (name, value) {
        case ("query", .object): query = try Query(value)
        case ("aggs", .object), ("aggregations", .object): aggregations = value
        case ("from", _): from = try Self.integer(value, "from")
        case ("size", _): size = try Self.integer(value, "size")
        case ("sort", _): sort = try SortClause.read(value)
        case ("search_after", .array(let values)): searchAfter = values
        case ("track_total_hits", .bool(let isTracked)): tracking = isTracked ? .all : .none
        case ("track_total_hits", .integer(let count)): tracking = count < 0 ? .all : .upTo(Int(count))
        case ("_source", _): source = try SourceFilter(value)
        case ("pit", .object(let pit)): pointInTime = try PointInTime.Reference(pit)
        case ("timeout", .string(let text)): try Self.checkTime(text, "timeout")
        case ("track_scores", .bool), ("version", .bool(false)), ("explain", .bool(false)), ("profile", .bool(false)):
            break
        default:
            if Self.unsupported.contains(name) { throw .unsupported("[\(name)] in a search") }
            throw .parsing("Unknown key for a \(TokenName.of(value)) in [\(name)].")
        }
    }

    /// Lets the parameters of the path override the body.
    mutating func apply(_ parameters: Parameters) throws(IndexerError) {
        if let from = try parameters.integer("from") { self.from = try Self.integer(.integer(Int64(from)), "from") }
        if let size = try parameters.integer("size") { self.size = try Self.integer(.integer(Int64(size)), "size") }
        if let sort = parameters["sort"] { self.sort = try SortClause.read(parameter: sort) }
        if let text = parameters["timeout"] { try Self.checkTime(text, "timeout") }
        switch parameters["track_total_hits"] {
        case nil: break
        case "true"?: tracking = .all
        case "false"?: tracking = .none
        default: tracking = .upTo(try parameters.integer("track_total_hits") ?? 10_000)
        }
        let includes = parameters["_source_includes"], excludes = parameters["_source_excludes"]
        if includes != nil || excludes != nil {
            source = SourceFilter(includes: Self.list(includes), excludes: Self.list(excludes))
        }
        switch parameters["_source"] {
        case nil: break
        case "true"?, "false"?: source.isShown = parameters["_source"] == "true"
        case let names?: source = SourceFilter(includes: Self.list(names))
        }
    }

    /// What OpenSearch has and we do not: refused by name.
    private static let unsupported: Set<String> = [
        "collapse", "derived", "docvalue_fields", "explain", "ext", "fields", "highlight", "indices_boost", "min_score",
        "post_filter", "profile", "rescore", "script_fields", "search_pipeline", "seq_no_primary_term", "slice",
        "stats",
        "stored_fields", "suggest", "terminate_after", "version",
    ]

    private static func list(_ text: String?) -> [String] { text?.split(separator: ",").map(String.init) ?? [] }

    private static func integer(_ value: JSON, _ name: String) throws(IndexerError) -> Int {
        guard let number = value.int ?? value.string.flatMap({ Int($0) }) else {
            guard let text = value.string else {
                throw .parsing("Unknown key for a \(TokenName.of(value)) in [\(name)].")
            }
            throw IndexerError(type: "number_format_exception", reason: "For input string: \"\(text)\"")
        }
        guard number >= 0 else { throw .argument("[\(name)] parameter cannot be negative, found [\(number)]") }
        return number
    }

    private static func checkTime(_ text: String, _ name: String) throws(IndexerError) {
        guard TimeValue.milliseconds(text) != nil else { throw TimeValue.refusal(of: text, name) }
    }
}

extension TimeValue {
    /// The refusal of a span of time that cannot be read.
    static func refusal(of text: String, _ name: String) -> IndexerError {
        .argument(
            "failed to parse setting [\(name)] with value [\(text)] as a time value: unit is missing or unrecognized")
    }
}
