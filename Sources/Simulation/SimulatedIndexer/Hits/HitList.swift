import JSON

/// Writes hits: the same in a search and in `top_hits`.
struct HitList: Sendable {
    let store: DocumentStore
    let order: DocumentOrder
    let source: SourceFilter
    /// The score that every hit shows when nothing else is sorted by.
    let score: Double

    /// One hit as JSON.
    func hit(_ document: Int) -> JSON {
        var hit: JSONObject = [
            "_index": .string(store.index(of: document).name), "_id": .string(store.ids[document]),
            "_score": order.keys.isEmpty ? .number(score) : .null,
        ]
        if source.isShown, let whole = try? JSON(parsing: store.source(document)) {
            hit["_source"] = source.apply(whole)
        }
        if let sort = order.output(document) { hit["sort"] = .array(sort) }
        return .object(hit)
    }

    /// Writes one hit; a document that is shown whole is copied as it is.
    func write(_ document: Int, to writer: inout JSONWriter) {
        guard source.isShown, source.isWhole else { return writer.value(hit(document)) }
        writer.object { writer in
            writer.member("_index", store.index(of: document).name)
            writer.member("_id", store.ids[document])
            writer.member("_score", order.keys.isEmpty ? score : nil)
            writer.name("_source")
            writer.raw(store.source(document))
            if let sort = order.output(document) { writer.member("sort", sort) }
        }
    }
}
