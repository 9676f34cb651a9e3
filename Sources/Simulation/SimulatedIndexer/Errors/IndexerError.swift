import HTTP
import JSON

/// A refusal in OpenSearch's own words.
struct IndexerError: Error {
    var status: HTTPStatus = 400
    var type: String
    var reason: String
    /// More members of the error object, such as the index that is missing.
    var details: JSONObject = [:]
    /// The phase of the search in which every shard fails; nil when the request is refused before it reaches a shard.
    var phase: String?
    /// The error behind this one; where it is named, no root is.
    var cause: JSON?

    /// The answer as the REST layer of OpenSearch writes it.
    /// - Parameter indices: the indices that were searched, each of which is named when its shards failed.
    /// - Returns: the answer with this error's status.
    func response(indices: [String] = []) -> HTTPResponse {
        var error: JSONObject
        if let phase {
            let reasons = indices.map { (index: $0, reason: reason(in: $0)) }
            error = [
                "root_cause": .array(reasons.isEmpty ? [summary] : reasons.map(\.reason)),
                "type": "search_phase_execution_exception", "reason": "all shards failed", "phase": .string(phase),
                "grouped": true,
                "failed_shards": .array(
                    reasons.map { failure in
                        ["shard": 0, "index": .string(failure.index), "node": "node-1", "reason": failure.reason]
                    }),
            ]
            if type != "query_shard_exception" { error["caused_by"] = summary }
        } else {
            error = ["root_cause": cause == nil ? [summary] : []]
            for member in summary.object ?? [:] { error[member.name] = member.value }
            error["caused_by"] = cause
        }
        return .json(
            status, JSON.object(["error": .object(error), "status": .integer(Int64(status.rawValue))]).jsonBytes)
    }

    /// The error object without its causes.
    var summary: JSON {
        var object: JSONObject = ["type": .string(type), "reason": .string(reason)]
        for member in details { object[member.name] = member.value }
        return .object(object)
    }

    private func reason(in index: String) -> JSON {
        guard type == "query_shard_exception", case .object(var object) = summary else { return summary }
        object["index"] = .string(index)
        object["index_uuid"] = "_na_"
        return .object(object)
    }
}

extension IndexerError {
    static func argument(_ reason: String) -> Self {
        IndexerError(type: "illegal_argument_exception", reason: reason)
    }

    /// Something that this simulation cannot do, whether OpenSearch can or not: said plainly, never answered with nothing.
    static func unsupported(_ what: String) -> Self {
        argument("\(what) is not supported by the simulated indexer")
    }

    static func validation(_ reason: String) -> Self {
        IndexerError(type: "action_request_validation_exception", reason: "Validation Failed: 1: \(reason);")
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
