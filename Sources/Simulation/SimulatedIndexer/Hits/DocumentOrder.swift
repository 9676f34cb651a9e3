import JSON

/// The order of hits: by the keys in turn, then by place in the index.
struct DocumentOrder: Sendable {
    let keys: [SortKey]

    @inline(__always) func precedes(_ left: Int32, _ right: Int32) -> Bool {
        for key in keys {
            let (leftRank, rightRank) = (key.ranks[Int(left)], key.ranks[Int(right)])
            if leftRank != rightRank { return leftRank < rightRank }
        }
        return left < right
    }

    /// The first documents in this order, of documents given in any order.
    func first(_ count: Int, of documents: [Int32]) -> [Int32] {
        guard count > 0 else { return [] }
        guard !keys.isEmpty else { return Array(documents.prefix(count)) }
        guard count * 8 < documents.count else { return Array(documents.sorted(by: precedes).prefix(count)) }
        // A heap whose root is the last of the best so far.
        var heap = Array(documents.prefix(count))
        for place in stride(from: count / 2 - 1, through: 0, by: -1) { sink(&heap, place) }
        for document in documents[count...] where precedes(document, heap[0]) {
            heap[0] = document
            sink(&heap, 0)
        }
        return heap.sorted(by: precedes)
    }

    private func sink(_ heap: inout [Int32], _ start: Int) {
        var place = start
        while true {
            var last = place
            for child in (2 * place + 1)...(2 * place + 2) where child < heap.count && precedes(heap[last], heap[child])
            {
                last = child
            }
            guard last != place else { return }
            heap.swapAt(place, last)
            place = last
        }
    }

    /// The documents that come after the values of the last hit of the page before.
    func documents(_ documents: [Int32], after values: [JSON]) throws(IndexerError) -> [Int32] {
        guard values.count == keys.count else {
            throw .shards(
                "illegal_argument_exception", "search_after has \(values.count) value(s) but sort has \(keys.count).")
        }
        var ranks: [Double] = []
        for (key, value) in zip(keys, values) { ranks.append(try key.rank(after: value)) }
        return documents.filter { document in
            for (key, rank) in zip(keys, ranks) where key.ranks[Int(document)] != rank {
                return key.ranks[Int(document)] > rank
            }
            return false
        }
    }

    /// What a hit's member `sort` says; nil when nothing was sorted by.
    func output(_ document: Int) -> [JSON]? {
        keys.isEmpty ? nil : keys.map { $0.output(document) }
    }
}
