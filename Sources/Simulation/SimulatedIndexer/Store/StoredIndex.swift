/// One index: where its documents lie in the store.
struct StoredIndex: Sendable {
    let name: String
    let mapping: Mapping
    /// The documents of each shard, in the order of the shards.
    let shards: [Range<Int>]

    var documents: Range<Int> { (shards.first?.lowerBound ?? 0)..<(shards.last?.upperBound ?? 0) }
}
