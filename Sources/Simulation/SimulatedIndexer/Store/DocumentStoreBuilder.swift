internal import JSON

/// Takes documents index by index and makes a ``DocumentStore`` of them.
struct DocumentStoreBuilder {
    /// A document before it is indexed.
    struct Document {
        let id: String
        let source: JSONObject
    }

    private var indices: [StoredIndex] = []
    private var ids: [String] = []
    private var fields = FieldCollector()
    private var sourceStarts = [0]
    private var sources: [UInt8] = []

    init() {}

    /// Adds an index; indices come in the order of their names.
    mutating func add(_ name: String, mapping: Mapping, shards: Int, documents: [Document]) {
        var byShard: [[Document]] = Array(repeating: [], count: shards)
        for document in documents { byShard[ShardRouting.shard(of: document.id, count: shards)].append(document) }
        var ranges: [Range<Int>] = []
        for shard in byShard {
            let start = ids.count
            for document in shard { index(document, mapping: mapping) }
            ranges.append(start..<ids.count)
        }
        indices.append(StoredIndex(name: name, mapping: mapping, shards: ranges))
    }

    /// The store with everything that was added.
    consuming func store() -> DocumentStore {
        let (columns, texts) = fields.columns(documents: ids.count)
        return DocumentStore(
            indices: indices, ids: ids, columns: columns, texts: texts, sources: sources, sourceStarts: sourceStarts)
    }

    private mutating func index(_ document: Document, mapping: Mapping) {
        fields.collect(.object(document.source), document: ids.count, mapping: mapping)
        ids.append(document.id)
        var writer = JSONWriter(reservingCapacity: 2_048)
        document.source.write(to: &writer)
        sources.append(contentsOf: writer.bytes)
        sourceStarts.append(sources.count)
    }
}
