/// A set of documents, a bit each.
struct DocumentSet: Sendable {
    let capacity: Int
    private var words: [UInt64]

    init(capacity: Int, filled: Bool = false) {
        self.capacity = capacity
        words = Array(repeating: filled ? .max : 0, count: (capacity + 63) / 64)
        trim()
    }

    @inline(__always) mutating func insert(_ document: Int) { words[document >> 6] |= 1 << UInt64(document & 63) }

    mutating func insert(_ range: Range<Int>) {
        for document in range { insert(document) }
    }

    @inline(__always) func contains(_ document: Int) -> Bool {
        words[document >> 6] & (1 << UInt64(document & 63)) != 0
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    mutating func formIntersection(_ other: DocumentSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    mutating func formUnion(_ other: DocumentSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func subtract(_ other: DocumentSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// The documents in ascending order.
    var documents: [Int32] {
        var documents: [Int32] = []
        documents.reserveCapacity(count)
        for index in words.indices {
            var word = words[index]
            while word != 0 {
                documents.append(Int32(index << 6 + word.trailingZeroBitCount))
                word &= word &- 1
            }
        }
        return documents
    }

    private mutating func trim() {
        if capacity & 63 != 0, let last = words.indices.last { words[last] &= (1 << UInt64(capacity & 63)) - 1 }
    }
}
