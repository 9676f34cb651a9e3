import Encodings

/// The texts of an analysed field.
struct TextColumn: Sendable {
    /// Pairs of document and text, in the order of the documents.
    var texts: [(document: Int, text: String)] = []

    /// The documents that have a text.
    func present(capacity: Int) -> DocumentSet {
        var set = DocumentSet(capacity: capacity)
        for entry in texts { set.insert(entry.document) }
        return set
    }
}

/// The words of an analysed field: what full-text queries look in.
struct WordIndex: Sendable {
    /// The distinct words in the order of their bytes.
    let words: [String]
    private let capacity: Int
    private let documents: [Int]
    /// Where each text's words begin in `ordinals`; one more than there are texts.
    private let starts: [Int]
    /// The words of the texts in their order, as places in `words`.
    private let ordinals: [Int32]

    init(_ column: TextColumn, capacity: Int) {
        var places: [String: Int32] = [:]
        var found: [String] = []
        var sequence: [Int32] = []
        var starts = [0]
        for entry in column.texts {
            StandardTokenizer.forEachWord(in: entry.text) { word in
                let place = places[word] ?? Int32(found.count)
                if place == found.count {
                    places[word] = place
                    found.append(word)
                }
                sequence.append(place)
            }
            starts.append(sequence.count)
        }
        let order = found.indices.sorted { found[$0].utf8.lexicographicallyPrecedes(found[$1].utf8) }
        var rank = [Int32](repeating: 0, count: order.count)
        for (place, old) in order.enumerated() { rank[old] = Int32(place) }
        self.capacity = capacity
        self.starts = starts
        words = order.map { found[$0] }
        documents = column.texts.map(\.document)
        ordinals = sequence.map { rank[Int($0)] }
    }

    func ordinal(of word: String) -> Int32? {
        let place = words.partitioningIndex { !$0.utf8.lexicographicallyPrecedes(word.utf8) }
        return place < words.count && words[place].hasSameBytes(as: word) ? Int32(place) : nil
    }

    /// The documents with a word that satisfies a test.
    func documents(where matches: (Int32) -> Bool) -> DocumentSet {
        var set = DocumentSet(capacity: capacity)
        for text in documents.indices where ordinals[starts[text]..<starts[text + 1]].contains(where: matches) {
            set.insert(documents[text])
        }
        return set
    }

    /// The documents in which these words follow one another.
    func documents(withPhrase phrase: [Int32]) -> DocumentSet {
        var set = DocumentSet(capacity: capacity)
        guard let first = phrase.first else { return set }
        for text in documents.indices {
            let last = starts[text + 1] - phrase.count
            guard last >= starts[text] else { continue }
            for place in starts[text]...last
            where ordinals[place] == first && ordinals[place..<place + phrase.count].elementsEqual(phrase) {
                set.insert(documents[text])
                break
            }
        }
        return set
    }
}
