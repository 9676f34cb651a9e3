internal import JSON

/// The values that a `terms` aggregation counts: those of a column, and perhaps one for documents without any.
struct TermDictionary: Sendable {
    let column: Column?
    let type: FieldType
    /// The place of the value that documents without one count for; nil when they are not counted.
    let missingPlace: Int?
    private let missing: JSON?
    private let missingRank: Double
    private let format: DateFormat
    private let isCounted: [Bool]?

    /// How many values there can be.
    let capacity: Int

    init(_ options: TermsOptions, store: DocumentStore) throws(IndexerError) {
        let known = store.type(of: options.field)
        if known == .text { throw .textField(options.field) }
        let column = store.columns[options.field]
        let missing = options.missing
        type = known ?? (missing?.double != nil ? .long : .keyword)
        format = try store.dateFormat(of: options.field)
        let size = column?.valueCount ?? 0
        capacity = size + 1
        self.column = column
        self.missing = missing
        if let missing, type.isNumeric {
            let number = missing.double ?? missing.string.flatMap(Double.init) ?? 0
            let place = column?.lowerBound(number) ?? 0
            missingRank = Double(place) - 0.5
            missingPlace = place < size && column?.numbers[place] == number ? place : size
        } else if let missing {
            let text = missing.string ?? missing.jsonText
            missingRank = Double(column?.lowerBound(text) ?? 0) - 0.5
            missingPlace = column?.ordinal(of: text) ?? size
        } else {
            (missingRank, missingPlace) = (0, nil)
        }
        guard options.included != nil || !options.excluded.isEmpty else {
            isCounted = nil
            return
        }
        let kind = type
        let names: [String] =
            kind.isNumeric ? column?.numbers.map { Self.name(of: $0, type: kind) } ?? [] : column?.strings ?? []
        isCounted = (names + [missing?.string ?? missing?.jsonText ?? ""]).map { name in
            options.included?.contains(name) != false && !options.excluded.contains(name)
        }
    }

    private static func name(of number: Double, type: FieldType) -> String {
        type.isWhole ? String(Int(number)) : "\(number)"
    }

    @inline(__always) func counts(_ place: Int) -> Bool { isCounted?[place] ?? true }

    /// Where a value stands in the order of keys.
    func rank(_ place: Int) -> Double { place == capacity - 1 ? missingRank : Double(place) }

    /// The members of a bucket that name its value.
    func key(_ place: Int) -> JSONObject {
        guard place < capacity - 1, let column else {
            if type.isNumeric { return ["key": .integer(Int64(missing?.double ?? 0))] }
            return ["key": .string(missing?.string ?? missing?.jsonText ?? "")]
        }
        guard type.isNumeric else { return ["key": .string(column.strings[place])] }
        let number = column.numbers[place]
        switch type {
        case .boolean: return ["key": .integer(Int64(number)), "key_as_string": number == 0 ? "false" : "true"]
        case .date: return ["key": .integer(Int64(number)), "key_as_string": .string(format.text(Int(number)))]
        case .float, .double: return ["key": .number(number)]
        default: return ["key": .integer(Int64(number))]
        }
    }

    /// Calls `body` with each distinct value of a document that is to be counted.
    @inline(__always) func forEachValue(of document: Int32, _ body: (Int) -> Void) {
        let own = column?.values(of: Int(document)) ?? 0..<0
        guard let column, !own.isEmpty else {
            if let missingPlace, counts(missingPlace) { body(missingPlace) }
            return
        }
        var last: Int32 = -1
        for place in own where column.ordinals[place] != last {
            last = column.ordinals[place]
            if counts(Int(last)) { body(Int(last)) }
        }
    }
}
