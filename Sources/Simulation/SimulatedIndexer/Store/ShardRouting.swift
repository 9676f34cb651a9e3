/// Which shard of an index holds a document: OpenSearch's rule, so that what is approximate there is equally so here.
enum ShardRouting {
    /// The shard of a document in an index that was created with so many shards and can be split up to 1,024.
    static func shard(of id: String, count: Int) -> Int {
        guard count > 1 else { return 0 }
        let splits = max(1, 10 - (Int.bitWidth - (count - 1).leadingZeroBitCount))
        let factor = 1 << splits
        let hash = Int(murmur3(id))
        let slots = count * factor
        return ((hash % slots + slots) % slots) / factor
    }

    /// MurmurHash3 (x86, 32 bits, seed 0) over the two bytes of each UTF-16 code unit, low byte first.
    static func murmur3(_ text: String) -> Int32 {
        var hash: UInt32 = 0
        var block: UInt32 = 0
        var length: UInt32 = 0
        for unit in text.utf16 {
            block |= UInt32(unit) << (length & 2 == 0 ? 0 : 16)
            length += 2
            guard length & 2 == 0 else { continue }
            hash ^= mixed(block)
            hash = (hash << 13 | hash >> 19) &* 5 &+ 0xE654_6B64
            block = 0
        }
        if length & 2 != 0 { hash ^= mixed(block) }
        hash ^= length
        hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
        hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
        return Int32(bitPattern: hash ^ hash >> 16)
    }

    private static func mixed(_ block: UInt32) -> UInt32 {
        let product = block &* 0xCC9E_2D51
        return (product << 15 | product >> 17) &* 0x1B87_3593
    }
}
