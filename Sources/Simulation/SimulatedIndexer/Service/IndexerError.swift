internal import HTTP
internal import JSON

/// A refusal in OpenSearch's own words.
struct IndexerError: Error {
    var status: HTTPStatus = 400
    var type: String
    var reason: String
    /// More members of the error object, such as the index or the place in the body.
    var details: JSONObject = [:]
    /// The phase of the search in which every shard fails; nil when the request is refused before it reaches a shard.
    var phase: String?
    /// The innermost error, where it is not this one; null where none is named.
    var root: JSON?
    var cause: JSON?
    /// True where the REST layer says no more than the reason.
    var isPlain = false

    /// The error object without its causes.
    var summary: JSON {
        var object: JSONObject = ["type": .string(type), "reason": .string(reason)]
        for member in details { object[member.name] = member.value }
        return .object(object)
    }

    /// This error as the reason why a parser could not read a field.
    func wrapped(_ reason: String) -> IndexerError {
        IndexerError(
            type: "x_content_parse_exception", reason: "[1:1] \(reason)", root: root ?? summary, cause: described)
    }

    private var described: JSON {
        guard case .object(var object) = summary else { return summary }
        object["caused_by"] = cause
        return .object(object)
    }
}

extension IndexerError {
    /// A body that is JSON but not the query language; the real engine names the place, which we do not know.
    static func parsing(_ reason: String, cause: JSON? = nil) -> Self {
        IndexerError(type: "parsing_exception", reason: reason, details: ["line": 1, "col": 1], cause: cause)
    }

    /// A name that stands for a kind of query or aggregation that does not exist.
    static func unknownName(_ reason: String, _ name: String) -> Self {
        let cause: JSON = [
            "type": "named_object_not_found_exception", "reason": .string("[1:1] unknown field [\(name)]"),
        ]
        return parsing(reason, cause: cause)
    }

    static func content(_ reason: String) -> Self {
        IndexerError(type: "x_content_parse_exception", reason: "[1:1] \(reason)")
    }

    static func argument(_ reason: String) -> Self {
        IndexerError(type: "illegal_argument_exception", reason: reason)
    }

    static func validation(_ reason: String) -> Self {
        IndexerError(type: "action_request_validation_exception", reason: "Validation Failed: 1: \(reason);")
    }

    /// Something that OpenSearch can do and this simulation cannot: said plainly, never answered with nothing.
    static func unsupported(_ what: String) -> Self {
        argument("\(what) is not supported by the simulated indexer")
    }

    static func shards(_ type: String, _ reason: String, status: HTTPStatus = 400, phase: String = "query") -> Self {
        IndexerError(status: status, type: type, reason: reason, phase: phase)
    }

    /// A value that does not fit the field it is compared with.
    static func query(_ reason: String, phase: String = "query") -> Self {
        shards("query_shard_exception", reason, phase: phase)
    }

    static func noIndex(_ name: String) -> Self {
        IndexerError(
            status: 404, type: "index_not_found_exception", reason: "no such index [\(name)]",
            details: [
                "index": .string(name), "resource.id": .string(name), "resource.type": "index_or_alias",
                "index_uuid": "_na_",
            ])
    }

    /// The refusal to sort or count by an analysed field.
    static func textField(_ name: String, phase: String = "query") -> Self {
        shards(
            "illegal_argument_exception",
            """
            Text fields are not optimised for operations that require per-document field data like aggregations and \
            sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set \
            fielddata=true on [\(name)] in order to load field data by uninverting the inverted index. Note that this can \
            use significant memory.
            """, phase: phase)
    }
}
