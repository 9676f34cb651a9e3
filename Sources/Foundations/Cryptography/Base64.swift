/// Base64 with padding (RFC 4648 §4).
package enum Base64 {
    private static let alphabet = Base64Alphabet(lastTwo: "+/", isPadded: true)

    package static func encode(_ bytes: [UInt8]) -> String { alphabet.encode(bytes) }

    /// The bytes behind a text; nil for another alphabet, wrong padding, or bits left over that are not zero.
    package static func decode(_ text: String) -> [UInt8]? { alphabet.decode(Array(text.utf8)[...]) }
}

/// Base64 for URLs and file names, without padding (RFC 4648 §5, RFC 7515 §2).
package enum Base64URL {
    private static let alphabet = Base64Alphabet(lastTwo: "-_", isPadded: false)

    package static func encode(_ bytes: [UInt8]) -> String { alphabet.encode(bytes) }

    /// The bytes behind a text; nil for another alphabet, any padding, or bits left over that are not zero.
    package static func decode(_ text: String) -> [UInt8]? { alphabet.decode(Array(text.utf8)[...]) }

    /// The bytes behind a part of a larger buffer; see ``decode(_:)-(String)``.
    package static func decode(_ characters: ArraySlice<UInt8>) -> [UInt8]? { alphabet.decode(characters) }
}

/// The 64 characters of an encoding and whether it is padded.
private struct Base64Alphabet: Sendable {
    private static let invalid: UInt8 = 0xFF

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

    func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(characters[Int(bits >> UInt32(count)) & 63])
            }
        }
        if count > 0 { text.append(characters[Int(bits << UInt32(6 - count)) & 63]) }
        while isPadded, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let text = isPadded ? withoutPadding(text) : text, text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var bits: UInt32 = 0
        var count = 0
        for character in text {
            let value = values[Int(character)]
            guard value != Self.invalid else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        // Two texts must not stand for the same bytes.
        guard bits & (1 << UInt32(count) - 1) == 0 else { return nil }
        return bytes
    }

    private func withoutPadding(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard text.count % 4 == 0 else { return nil }
        let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return text.dropLast(padding)
    }
}
