/// Base64 with padding (RFC 4648 §4).
package enum Base64 {
    private static let alphabet = Base64Alphabet(lastTwo: "+/", isPadded: true)

    package static func encode(_ bytes: [UInt8]) -> String { alphabet.encode(bytes.span) }

    /// The bytes behind a text; nil for another alphabet, wrong padding, or bits left over that are not zero.
    package static func decode(_ text: String) -> [UInt8]? { alphabet.decode(text.utf8Span.span) }
}

/// Base64 for URLs and file names, without padding (RFC 4648 §5, RFC 7515 §2).
package enum Base64URL {
    private static let alphabet = Base64Alphabet(lastTwo: "-_", isPadded: false)

    package static func encode(_ bytes: [UInt8]) -> String { alphabet.encode(bytes.span) }

    /// The bytes behind a text; nil for another alphabet, any padding, or bits left over that are not zero.
    package static func decode(_ text: String) -> [UInt8]? { alphabet.decode(text.utf8Span.span) }

    /// The bytes behind a part of a larger buffer; see ``decode(_:)-(String)``.
    package static func decode(_ characters: ArraySlice<UInt8>) -> [UInt8]? { alphabet.decode(characters.span) }
}

/// The 64 characters of an encoding and whether it is padded.
private struct Base64Alphabet: Sendable {
    private static let invalid: UInt8 = 0xFF
    private static let padding = UInt8(ascii: "=")

    private let characters: [UInt8]
    private let values: [UInt8]
    private let isPadded: Bool

    init(lastTwo: String, isPadded: Bool) {
        characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(lastTwo)".utf8)
        var values = [UInt8](repeating: Self.invalid, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
        self.isPadded = isPadded
    }

    func encode(_ bytes: Span<UInt8>) -> String {
        let characters = characters.span
        let length = isPadded ? (bytes.count + 2) / 3 * 4 : (bytes.count * 4 + 2) / 3
        return unsafe String(unsafeUninitializedCapacity: length) { text in
            var bits: UInt32 = 0
            var count = 0
            var place = 0
            for index in bytes.indices {
                bits = bits << 8 | UInt32(bytes[index])
                count += 8
                while count >= 6 {
                    count -= 6
                    unsafe text[place] = characters[Int(bits >> UInt32(count)) & 63]
                    place += 1
                }
            }
            if count > 0 {
                unsafe text[place] = characters[Int(bits << UInt32(6 - count)) & 63]
                place += 1
            }
            for rest in place..<length { unsafe text[rest] = Self.padding }
            return length
        }
    }

    func decode(_ text: Span<UInt8>) -> [UInt8]? {
        guard let end = end(of: text), end % 4 != 1 else { return nil }
        let values = values.span
        var bits: UInt32 = 0
        var count = 0
        var isValid = true
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: end * 3 / 4) { bytes, length in
            for index in 0..<end {
                let value = values[Int(text[index])]
                guard value != Self.invalid else {
                    isValid = false
                    return
                }
                bits = bits << 6 | UInt32(value)
                count += 6
                guard count >= 8 else { continue }
                count -= 8
                unsafe bytes[length] = UInt8(truncatingIfNeeded: bits >> UInt32(count))
                length += 1
            }
        }
        // Two texts must not stand for the same bytes.
        return isValid && bits & (1 << UInt32(count) - 1) == 0 ? bytes : nil
    }

    /// Where the padding begins; nil when it is missing.
    private func end(of text: Span<UInt8>) -> Int? {
        guard isPadded else { return text.count }
        guard text.count % 4 == 0 else { return nil }
        var end = text.count
        while end > 0, text.count - end < 2, text[end - 1] == Self.padding { end -= 1 }
        return end
    }
}
