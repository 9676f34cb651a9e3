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

    package static let all: [PathologicalText] = [
        .init("one combining mark", "\u{301}"), .init("two marks out of order", "\u{316}\u{315}\u{302}"),
        .init("marks that never come to order", "\u{315}\u{316}"),
        .init("marks of falling classes", "\u{345}\u{301}\u{316}\u{327}"),
        .init("letters with marks", "e\u{301}"), .init("letters made of one scalar", "\u{E9}"),
        .init("letters under forty marks", "Z" + String(repeating: "\u{334}\u{489}", count: 20)),
        .init("a mark that becomes two", "\u{344}"), .init("a mark that becomes another", "\u{340}"),
        .init("a letter that becomes three", "\u{1FA7}"), .init("a unit that becomes a letter", "\u{212B}"),
        .init("a letter that is not made up again", "\u{958}"), .init("a sign that is not made up again", "\u{2ADC}"),
        .init("long s with a dot", "\u{1E9B}\u{323}"), .init("a ligature of eighteen letters", "\u{FDFA}"),
        .init("a ligature", "\u{FB03}"), .init("Hangul syllables", "\u{D55C}"),
        .init("Hangul of two letters", "\u{1112}\u{1161}"),
        .init("Hangul of three letters", "\u{1112}\u{1161}\u{11AB}"), .init("Hangul that never ends", "\u{1100}"),
        .init("Hebrew points", "\u{5B4}\u{5B0}"), .init("Arabic marks", "\u{651}\u{64E}"),
        .init("Tibetan vowels", "\u{F71}\u{F72}\u{F74}"),
        .init("Devanagari", "\u{915}\u{94D}"), .init("Thai vowels", "\u{E38}\u{E48}"),
        .init("a number sign that leads", "\u{600}"),
        .init("musical notes that become three", "\u{1D160}"), .init("CJK compatibility", "\u{2F800}"),
        .init("emoji", "\u{1F600}"), .init("joined emoji", "\u{1F469}\u{200D}"),
        .init("skin tones", "\u{1F44D}\u{1F3FF}"),
        .init("flags without end", "\u{1F1E6}"), .init("joiners", "\u{200D}"), .init("non-joiners", "\u{200C}"),
        .init("variation selectors", "\u{FE0F}"), .init("variation selectors beyond the first plane", "\u{E0100}"),
        .init("tags", "\u{E0061}"), .init("text turned around", "\u{202E}"),
        .init("isolated directions", "\u{2066}\u{2069}"),
        .init("spaces of no width", "\u{200B}"), .init("byte order marks", "\u{FEFF}"), .init("soft hyphens", "\u{AD}"),
        .init("NUL", "\0"), .init("escape characters", "\u{1B}"), .init("deletes", "\u{7F}"),
        .init("next lines", "\u{85}"),
        .init("line separators", "\u{2028}"), .init("carriage returns", "\r\n"), .init("tabs", "\t"),
        .init("spaces", " "),
        .init("quotes", "\""), .init("backslashes", "\\"), .init("slashes", "/"), .init("dots", "."),
        .init("percent signs", "%25"),
        .init("equals signs", "="), .init("commas", ","), .init("capital letters", "B"),
        .init("capital I with a dot", "\u{130}"),
        .init("no characters", "\u{FFFF}"), .init("private use", "\u{E000}"), .init("the last scalar", "\u{10FFFF}"),
        .init("replacement characters", "\u{FFFD}"),
    ]

    /// JSON strings that hold no text: halves of surrogate pairs, and bytes that are no UTF-8.
    package static let brokenJSON: [[UInt8]] =
        [#""\ud800""#, #""\udfff""#, #""\ude00\ud83d""#, #""\ud83d\u0041""#, #""\ud83d""#].map { Array($0.utf8) }
        + [[0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xCC]].map { [0x22] + $0 + [0x22] }

    /// Texts that Swift's `==` takes for one another, or that look the same.
    package static let lookAlikes: [(String, String)] = [
        ("\u{E9}", "e\u{301}"), ("\u{D55C}", "\u{1112}\u{1161}\u{11AB}"), ("\u{212B}", "\u{C5}"),
        ("\u{1E9B}\u{323}", "\u{17F}\u{323}\u{307}"),
        ("a\u{315}\u{316}", "a\u{316}\u{315}"), ("\u{344}", "\u{308}\u{301}"), ("\u{2126}", "\u{3A9}"),
        ("\u{2F800}", "\u{4E3D}"),
        ("a", "a\0"), ("a", "a\u{200B}"), ("", "\u{FEFF}"), ("a", "\u{430}"), ("a\r\n", "a\n"),
    ]
}
