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
        if let place = placeOfString[string] { return places.append(place) }
        let place = Int32(strings.count)
        placeOfString[string] = place
        strings.append(string)
        places.append(place)
    }

    func append(_ number: Double, to document: Int) {
        begin(document)
        if let place = placeOfNumber[number] { return places.append(place) }
        let place = Int32(numbers.count)
        placeOfNumber[number] = place
        numbers.append(number)
        places.append(place)
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
