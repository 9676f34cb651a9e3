import Encodings
import JSON
import Synchronization

/// One index: where its documents lie in the store.
struct StoredIndex: Sendable {
    let name: String
    let mapping: Mapping
    /// The documents of each shard, in the order of the shards.
    let shards: [Range<Int>]

    var documents: Range<Int> { (shards.first?.lowerBound ?? 0)..<(shards.last?.upperBound ?? 0) }
}

/// All documents of all indices, with a column for every field.
///
/// Documents are numbered by index, then by shard, then in the order of writing.
final class DocumentStore: Sendable {
    let indices: [StoredIndex]
    let count: Int
    let columns: [ExactText: Column]
    let texts: [ExactText: TextColumn]
    /// The `_id` of every document.
    let ids: [String]
    private let sources: [UInt8]
    private let sourceStarts: [Int]
    private let wordIndices = Mutex<[ExactText: WordIndex]>([:])

    fileprivate init(
        indices: [StoredIndex], ids: [String], fields: FieldCollector, sources: [UInt8], sourceStarts: [Int]
    ) {
        self.indices = indices
        self.ids = ids
        self.sources = sources
        self.sourceStarts = sourceStarts
        count = ids.count
        (columns, texts) = fields.columns(documents: ids.count)
    }

    /// The JSON text of a document.
    func source(_ document: Int) -> [UInt8] { Array(sources[sourceStarts[document]..<sourceStarts[document + 1]]) }

    func column(_ field: String) -> Column? { columns[ExactText(field)] }

    /// How a field is indexed; nil when no index knows it.
    func type(of field: String) -> FieldType? {
        let field = ExactText(field)
        if let type = columns[field]?.type { return type }
        if texts[field] != nil { return .text }
        return Mapping.alerts.types[field] ?? Mapping.vulnerabilities.types[field]
    }

    /// True when the index's template or one of its documents has the field.
    func isMapped(_ field: String, in index: StoredIndex) -> Bool {
        if index.mapping.types[ExactText(field)] != nil { return true }
        guard let column = column(field) else { return false }
        return column.starts[index.documents.upperBound] > column.starts[index.documents.lowerBound]
    }

    /// The words of an analysed field; found when they are first asked for.
    func words(of field: String) -> WordIndex? {
        guard let column = texts[ExactText(field)] else { return nil }
        return wordIndices.withLock { known in
            if let index = known[ExactText(field)] { return index }
            let index = WordIndex(column, capacity: count)
            known[ExactText(field)] = index
            return index
        }
    }

    /// The index that holds a document.
    func index(of document: Int) -> StoredIndex {
        indices[indices.partitioningIndex { $0.documents.upperBound > document }]
    }
}

/// Takes documents index by index and makes a ``DocumentStore`` of them.
struct DocumentStoreBuilder {
    /// A document before it is indexed.
    struct Document {
        let id: String
        let source: JSONObject
    }

    private var indices: [StoredIndex] = []
    private var ids: [String] = []
    private let fields = FieldCollector()
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
        DocumentStore(indices: indices, ids: ids, fields: fields, sources: sources, sourceStarts: sourceStarts)
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
