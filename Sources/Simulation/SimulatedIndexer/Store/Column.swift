import Encodings

/// The values of one field in all documents, as places in a sorted dictionary of the distinct values.
///
/// Every query on a field is thus a test of small numbers, and every aggregation a count of them.
struct Column: Sendable {
    let type: FieldType
    /// Where each document's values begin in `ordinals`; one more than there are documents.
    let starts: [Int32]
    /// The values of each document in ascending order; strings once, numbers as often as they stand there.
    let ordinals: [Int32]
    /// The distinct strings in the order of their bytes; empty for numbers.
    let strings: [String]
    /// The distinct numbers, ascending; dates in milliseconds since 1970, booleans as 0 and 1; empty for strings.
    let numbers: [Double]

    var valueCount: Int { type.isNumeric ? numbers.count : strings.count }

    @inline(__always) func values(of document: Int) -> Range<Int> {
        Int(starts[document])..<Int(starts[document + 1])
    }

    /// The place of a string, or nil when no document has it.
    func ordinal(of string: String) -> Int? {
        let place = lowerBound(string)
        return place < strings.count && strings[place].hasSameBytes(as: string) ? place : nil
    }

    /// How many strings come before this one.
    func lowerBound(_ string: String) -> Int {
        strings.partitioningIndex { !$0.utf8.lexicographicallyPrecedes(string.utf8) }
    }

    /// How many numbers are smaller than this one.
    func lowerBound(_ number: Double) -> Int { numbers.partitioningIndex { $0 >= number } }

    /// How many numbers are not larger than this one.
    func upperBound(_ number: Double) -> Int { numbers.partitioningIndex { $0 > number } }

    /// The documents that have a value in this part of the dictionary.
    func documents(with range: Range<Int>) -> DocumentSet {
        let low = Int32(range.lowerBound)
        let high = Int32(range.upperBound)
        return documents { $0 >= low && $0 < high }
    }

    /// The documents that have any value.
    var present: DocumentSet { documents { _ in true } }

    @inline(__always) func documents(where matches: (Int32) -> Bool) -> DocumentSet {
        var set = DocumentSet(capacity: starts.count - 1)
        var document = 0
        for (place, ordinal) in ordinals.enumerated() where matches(ordinal) {
            while starts[document + 1] <= place { document += 1 }
            set.insert(document)
        }
        return set
    }
}

extension RandomAccessCollection where Index == Int {
    /// The first index whose element satisfies a test that holds for all elements after it too.
    func partitioningIndex(where belongsInSecondPart: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if belongsInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Collects a field's values, document by document in ascending order, and makes a ``Column`` of them.
final class ColumnBuilder {
    let type: FieldType
    private var starts: [Int32] = [0]
    private var places: [Int32] = []
    private var placeOfString: [String: Int32] = [:]
    private var strings: [String] = []
    private var placeOfNumber: [Double: Int32] = [:]
    private var numbers: [Double] = []

    init(type: FieldType) { self.type = type }

    /// Adds a string to a document; documents come in ascending order.
    func append(_ string: String, to document: Int) {
        begin(document)
        places.append(Self.place(of: string, in: &strings, &placeOfString))
    }

    func append(_ number: Double, to document: Int) {
        begin(document)
        places.append(Self.place(of: number, in: &numbers, &placeOfNumber))
    }

    /// Where a value stands among those so far, at their end when it is new.
    private static func place<Value: Hashable>(
        of value: Value, in values: inout [Value], _ places: inout [Value: Int32]
    ) -> Int32 {
        if let place = places[value] { return place }
        let place = Int32(values.count)
        places[value] = place
        values.append(value)
        return place
    }

    /// The column for this many documents; the values of a document are sorted, strings also freed of repetitions.
    func column(documents: Int) -> Column {
        begin(documents)
        let order =
            type.isNumeric
            ? numbers.indices.sorted { numbers[$0] < numbers[$1] }
            : strings.indices.sorted { strings[$0].utf8.lexicographicallyPrecedes(strings[$1].utf8) }
        var rank = [Int32](repeating: 0, count: order.count)
        for (place, old) in order.enumerated() { rank[old] = Int32(place) }

        var sortedStarts: [Int32] = [0]
        sortedStarts.reserveCapacity(documents + 1)
        var ordinals: [Int32] = []
        ordinals.reserveCapacity(places.count)
        for document in 0..<documents {
            let own = Int(starts[document])..<Int(starts[document + 1])
            if own.count == 1 {
                ordinals.append(rank[Int(places[own.lowerBound])])
            } else if !own.isEmpty {
                ordinals.append(contentsOf: sorted(places[own].map { rank[Int($0)] }))
            }
            sortedStarts.append(Int32(ordinals.count))
        }
        return Column(
            type: type, starts: sortedStarts, ordinals: ordinals,
            strings: type.isNumeric ? [] : order.map { strings[$0] },
            numbers: type.isNumeric ? order.map { numbers[$0] } : [])
    }

    private func begin(_ document: Int) {
        while starts.count <= document { starts.append(Int32(places.count)) }
    }

    private func sorted(_ ordinals: [Int32]) -> [Int32] {
        let sorted = ordinals.sorted()
        guard !type.isNumeric else { return sorted }
        var unique: [Int32] = []
        for ordinal in sorted where unique.last != ordinal { unique.append(ordinal) }
        return unique
    }
}
