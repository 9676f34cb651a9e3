internal import CSecretPlaces
internal import Encodings
internal import JSON

/// Finds the places where a secret may show, which ``SecretScanner`` then looks at; most texts have none.
///
/// It errs on the side of a look: a place that it passes over holds nothing that is known.
enum SecretPlaces {
    /// The next place of a text.
    static func next(in text: Span<UInt8>, from start: Int) -> Int? {
        var place = scan(text, from: start, isJSON: false)
        while place < text.count, ASCII.isAlphanumeric(text[place]), !SecretScanner.isKnown(at: place, in: text) {
            place = scan(text, from: place + 1, isJSON: false)
        }
        return place < text.count ? place : nil
    }

    /// The next place of JSON without blanks: in a string, a backslash, or the colon behind the name of a secret.
    static func next(inJSON json: Span<UInt8>, from start: Int) -> Int? {
        var place = scan(json, from: start, isJSON: true)
        while place < json.count, isHarmless(place, in: json) { place = scan(json, from: place + 1, isJSON: true) }
        return place < json.count ? place : nil
    }

    private static func isHarmless(_ place: Int, in json: Span<UInt8>) -> Bool {
        if ASCII.isAlphanumeric(json[place]) { return !SecretScanner.isKnown(at: place, in: json) }
        return endsName(place, in: json) && meaning(ofNameBefore: place, in: json) == nil
    }

    /// What the name before a colon of JSON says of its value; nil when it is no secret, and for what is no such colon.
    static func meaning(ofNameBefore colon: Int, in json: Span<UInt8>) -> SecretNames.Meaning? {
        guard endsName(colon, in: json) else { return nil }
        let end = colon - 1
        var start = end - 1
        while start > 0, json[start] != quote || isEscaped(start, in: json) { start -= 1 }
        let name = json.extracting((start + 1)..<end)
        guard isEscaped(name) else { return SecretNames.meaning(of: name) }
        return SecretNames.meaning(of: text(quotedAround: (start + 1)..<end, in: json).utf8Span.span)
    }

    /// What a string of JSON says that stands between two quotes; as it is spelt where it is no whole string.
    static func text(quotedAround range: Range<Int>, in json: Span<UInt8>) -> String {
        let spelling = json.extracting(range)
        if isEscaped(spelling), range.lowerBound > 0, range.upperBound < json.count,
            let document = try? JSONDocument(
                parsing: bytes(json.extracting(range.lowerBound - 1..<range.upperBound + 1))),
            let text = document.root.string
        {
            return text
        }
        return String(decoding: bytes(spelling), as: UTF8.self)
    }

    private static func bytes(_ span: Span<UInt8>) -> [UInt8] {
        unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }

    private static func isEscaped(_ spelling: Span<UInt8>) -> Bool {
        unsafe spelling.withUnsafeBufferPointer { unsafe $0.contains(backslash) }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    /// Whether this is a colon behind a quote that stands as it is.
    private static func endsName(_ place: Int, in json: Span<UInt8>) -> Bool {
        place > 1 && json[place] == UInt8(ascii: ":") && json[place - 1] == quote && !isEscaped(place - 1, in: json)
    }

    private static func isEscaped(_ place: Int, in json: Span<UInt8>) -> Bool {
        var before = place
        while before > 0, json[before - 1] == backslash { before -= 1 }
        return (place - before) % 2 == 1
    }

    private static func scan(_ bytes: Span<UInt8>, from start: Int, isJSON: Bool) -> Int {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            isJSON
                ? unsafe wz_next_place_in_json(bytes.baseAddress, bytes.count, start, tables)
                : unsafe wz_next_place(bytes.baseAddress, bytes.count, start, tables)
        }
    }

    /// Made once a process, and only read from then on.
    nonisolated(unsafe) private static let tables: wz_place_tables = {
        let beginnings = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 4_096)
        unsafe beginnings.initialize(repeating: 0)
        for beginning in SecretScanner.knownBeginnings {
            unsafe beginnings[beginning >> 3] |= 1 << UInt8(beginning & 7)
        }
        let endings = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1_024)
        unsafe endings.initialize(repeating: 0)
        for ending in SecretNames.lastPairs { unsafe endings[ending] = 1 }
        return unsafe wz_place_tables(beginnings: beginnings.baseAddress, endings: endings.baseAddress)
    }()
}
