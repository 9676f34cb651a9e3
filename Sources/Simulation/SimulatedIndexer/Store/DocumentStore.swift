internal import JSON
import Synchronization

/// All documents of all indices, with a column for every field.
///
/// Documents are numbered by index, then by shard, then in the order of writing.
final class DocumentStore: Sendable {
    let indices: [StoredIndex]
    let count: Int
    let columns: [String: Column]
    let texts: [String: TextColumn]
    /// The `_id` of every document.
    let ids: [String]
    private let sources: [UInt8]
    private let sourceStarts: [Int]
    private let wordIndices = Mutex<[String: WordIndex]>([:])

    init(
        indices: [StoredIndex], ids: [String], columns: [String: Column], texts: [String: TextColumn], sources: [UInt8],
        sourceStarts: [Int]
    ) {
        self.indices = indices
        self.ids = ids
        self.columns = columns
        self.texts = texts
        self.sources = sources
        self.sourceStarts = sourceStarts
        count = ids.count
    }

    /// The JSON text of a document.
    func source(_ document: Int) -> [UInt8] { Array(sources[sourceStarts[document]..<sourceStarts[document + 1]]) }

    /// How a field is indexed; nil when no index knows it.
    func type(of field: String) -> FieldType? {
        if let type = columns[field]?.type { return type }
        if texts[field] != nil { return .text }
        return Mapping.alerts.types[field] ?? Mapping.vulnerabilities.types[field]
    }

    /// True when the index's template or one of its documents has the field.
    func isMapped(_ field: String, in index: StoredIndex) -> Bool {
        if index.mapping.types[field] != nil { return true }
        guard let column = columns[field] else { return false }
        return column.starts[index.documents.upperBound] > column.starts[index.documents.lowerBound]
    }

    /// The format in which a date field is read and written.
    func dateFormat(of field: String) throws(IndexerError) -> DateFormat {
        switch field {
        case "timestamp": try DateFormat("date_optional_time||epoch_millis")
        case "syscheck.mtime_after", "syscheck.mtime_before": try DateFormat("date_optional_time")
        default: .standard
        }
    }

    /// The words of an analysed field; found when they are first asked for.
    func words(of field: String) -> WordIndex? {
        guard let column = texts[field] else { return nil }
        return wordIndices.withLock { known in
            if let index = known[field] { return index }
            let index = WordIndex(column, capacity: count)
            known[field] = index
            return index
        }
    }

    /// The index that holds a document.
    func index(of document: Int) -> StoredIndex {
        indices[indices.partitioningIndex { $0.documents.upperBound > document }]
    }
}
