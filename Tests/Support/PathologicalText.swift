internal import JSON
internal import Testing

/// A kind of text that costs or misleads whoever compares, hashes, cuts or folds texts as characters.
package struct PathologicalText: Sendable, CustomTestStringConvertible {
    package let name: String
    private let unit: String

    private init(_ name: String, _ unit: String) {
        self.name = name
        self.unit = unit
    }

    package var testDescription: String { name }

    /// An `a` and the unit behind it again and again, padded with `a` to exactly this many bytes of UTF-8.
    package func text(bytes count: Int) -> String {
        let repeated = "a" + String(repeating: unit, count: max(0, count - 1) / unit.utf8.count)
        return repeated + String(repeating: "a", count: count - repeated.utf8.count)
    }

    /// ``text(bytes:)`` as it can stand in a JSON text, each UTF-16 unit as an escape: surrogates in pairs.
    package func escaped(bytes count: Int) -> String {
        text(bytes: count).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    /// What every other row is measured against.
    package static let ordinary = PathologicalText("ASCII letters", "b")

    /// What the tests of whole servers give at their doors too.
    private static let table = (try? JSON(parsing: PackageResources.PathologicalText_json)) ?? [:]

    package static let all = (table["units"]?.object ?? [:]).compactMap { member in
        member.value.string.map { PathologicalText(member.name, $0) }
    }

    /// JSON strings that hold no text: halves of surrogate pairs, and bytes that are no UTF-8.
    package static let brokenJSON: [[UInt8]] =
        [#""\ud800""#, #""\udfff""#, #""\ude00\ud83d""#, #""\ud83d\u0041""#, #""\ud83d""#].map { Array($0.utf8) }
        + [[0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xCC]].map { [0x22] + $0 + [0x22] }

    /// Texts that Swift's `==` takes for one another, or that look the same.
    package static let lookAlikes = (table["look_alikes"]?.array ?? []).compactMap { pair in
        pair[0]?.string.flatMap { left in pair[1]?.string.map { (left, $0) } }
    }
}
