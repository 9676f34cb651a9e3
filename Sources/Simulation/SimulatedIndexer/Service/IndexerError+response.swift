internal import HTTP
internal import JSON

extension IndexerError {
    /// The answer as the REST layer of OpenSearch writes it.
    /// - Parameter indices: the indices that were searched, each of which is named when its shards failed.
    /// - Returns: the answer with this error's status.
    func response(indices: [String] = []) -> HTTPResponse {
        if isPlain {
            let body: JSON = ["error": .string(reason), "status": .integer(Int64(status.rawValue))]
            return .json(status, body.jsonBytes)
        }
        let error = phase.map { shardFailure(phase: $0, indices: indices) } ?? requestFailure
        let body: JSON = ["error": .object(error), "status": .integer(Int64(status.rawValue))]
        return .json(status, body.jsonBytes)
    }

    private var requestFailure: JSONObject {
        var error: JSONObject = ["root_cause": root == .null ? [] : .array([root ?? summary])]
        for member in summary.object ?? [:] { error[member.name] = member.value }
        error["caused_by"] = cause
        return error
    }

    private func shardFailure(phase: String, indices: [String]) -> JSONObject {
        let failures = indices.map { (name: $0, reason: reason(in: $0)) }
        var error: JSONObject = [
            "root_cause": .array(failures.isEmpty ? [summary] : failures.map(\.reason)),
            "type": "search_phase_execution_exception",
            "reason": "all shards failed", "phase": .string(phase), "grouped": true,
            "failed_shards": .array(
                failures.map { failure in
                    ["shard": 0, "index": .string(failure.name), "node": "node-1", "reason": failure.reason]
                }),
        ]
        if type != "query_shard_exception" { error["caused_by"] = summary }
        return error
    }

    private func reason(in index: String) -> JSON {
        guard type == "query_shard_exception", case .object(var object) = summary else { return summary }
        object["index"] = .string(index)
        object["index_uuid"] = .string(IndexIdentity.uuid(of: index))
        return .object(object)
    }
}
