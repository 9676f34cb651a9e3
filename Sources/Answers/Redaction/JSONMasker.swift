internal import JSON

/// Masks the secrets in JSON as ``JSONWriter`` makes it: without blanks, nothing escaped that need not be.
///
/// Hardly any string holds a place where a secret may show, and without one nothing is read twice.
struct JSONMasker {
    private let json: [UInt8]
    private var masked: [UInt8] = []
    /// How much of the JSON is in ``masked``.
    private var copied = 0
    /// A place outside of all strings; what stands before it is done.
    private var done = 0

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let colon = UInt8(ascii: ":")

    static func masked(_ json: [UInt8]) -> [UInt8] {
        guard let place = SecretPlaces.next(inJSON: json.span, from: 0) else { return json }
        var masker = JSONMasker(json: json)
        return masker.run(from: place)
    }

    private init(json: [UInt8]) { self.json = json }

    private mutating func run(from first: Int) -> [UInt8] {
        var next: Int? = first
        while let place = next {
            if let meaning = SecretPlaces.meaning(ofNameBefore: place, in: json.span) {
                maskValues(behind: place, meaning)
            } else if let start = start(ofStringAround: place) {
                let end = end(ofStringFrom: place)
                if !isName(endingAt: end) { mask(start..<end, nil) }
                done = end + 1
            } else {
                done = place + 1
            }
            next = SecretPlaces.next(inJSON: json.span, from: done)
        }
        return copied == 0 ? json : masked + json[copied...]
    }

    /// Masks the strings up to the next name.
    private mutating func maskValues(behind colon: Int, _ meaning: SecretNames.Meaning) {
        done = colon + 1
        while done < json.count {
            guard json[done] == Self.quote else {
                done += 1
                continue
            }
            let end = end(ofStringFrom: done + 1)
            if isName(endingAt: end) { return }
            mask((done + 1)..<end, meaning)
            done = end + 1
        }
    }

    /// Masks what stands between two quotes.
    private mutating func mask(_ range: Range<Int>, _ meaning: SecretNames.Meaning?) {
        guard let text = Redaction.masked(text(of: range), meaning) else { return }
        masked += json[copied..<(range.lowerBound - 1)]
        masked += text.jsonBytes
        copied = min(range.upperBound + 1, json.count)
    }

    private func text(of range: Range<Int>) -> String { SecretPlaces.text(quotedAround: range, in: json.span) }

    /// Where the string around a place begins; nil outside of strings.
    ///
    /// Each backslash is a place, so there is none before.
    private func start(ofStringAround place: Int) -> Int? {
        var start: Int?
        for index in done..<place where json[index] == Self.quote { start = start == nil ? index + 1 : nil }
        return start
    }

    /// The quote that ends a string; the end of all where there is none.
    private func end(ofStringFrom index: Int) -> Int {
        var index = index
        while index < json.count, json[index] != Self.quote { index += json[index] == Self.backslash ? 2 : 1 }
        return min(index, json.count)
    }

    private func isName(endingAt quote: Int) -> Bool { quote + 1 < json.count && json[quote + 1] == Self.colon }
}
