import JSON

extension JSON {
    /// The counting of a field's values, the most frequent first.
    /// - Parameters:
    ///   - field: a field of whole values or numbers.
    ///   - top: how many values.
    ///   - inner: what to find out of each.
    /// - Returns: an aggregation.
    static func terms(of field: String, _ top: Int, with inner: JSONObject = [:]) -> JSON {
        var aggregation: JSONObject = [
            // A larger shard size makes the counts of the shown values exact in nearly all cases.
            "terms": [
                "field": .string(field), "size": .integer(Int64(top)),
                "shard_size": .integer(Int64(max(500, top * 10))),
                "order": [["_count": "desc"], ["_key": "asc"]],
            ]
        ]
        if !inner.isEmpty { aggregation["aggs"] = .object(inner) }
        return .object(aggregation)
    }

    /// A list of field values for a `terms` query.
    static func strings(_ strings: [String]) -> JSON { .array(strings.map(JSON.string)) }
}

extension JSONObject {
    /// The members of several objects in one; of two with one name the later counts.
    static func merging(_ objects: JSONObject...) -> JSONObject {
        var merged: JSONObject = [:]
        for object in objects { for member in object { merged[member.name] = member.value } }
        return merged
    }
}
