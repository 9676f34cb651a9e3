import Encodings
import Testing

struct ASCIITests {
    @Test(
        "only the case of ASCII letters makes no difference",
        arguments: [
            ("bearer", true), ("BeArEr", true), ("bearer ", false), ("beare", false), ("", false),
            ("beare\u{52}", true),
            ("bearer\0", false), ("\u{FF42}earer", false),
        ])
    func ignoresCase(text: String, isEqual: Bool) {
        let padded = "x\(text)x"
        #expect(padded.utf8Span.span.isName("bearer", in: 1..<1 + text.utf8.count) == isEqual)
    }

    @Test(
        "a range loses the blanks at its ends",
        arguments: [("", 0..<0), ("a", 0..<1), (" \ta b\t ", 2..<5), (" \t ", 3..<3), ("\u{A0}a", 0..<3)])
    func trims(text: String, range: Range<Int>) {
        let bytes = text.utf8Span.span
        #expect(bytes.trimmed(bytes.indices) == range)
        #expect(bytes.first(UInt8(ascii: "b"), in: bytes.indices) == text.utf8.count - (text.contains("b") ? 3 : 0))
    }

    @Test("classes of bytes end where they should")
    func classes() {
        let bytes = (0...255).map { UInt8($0) }
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        #expect(bytes.filter(ASCII.isLetter) == letters)
        #expect(bytes.filter(ASCII.isDigit) == Array("0123456789".utf8))
        #expect(bytes.filter { ASCII.lowercase($0) != $0 } == Array(letters.prefix(26)))
        #expect(letters.prefix(26).map(ASCII.lowercase) == Array(letters.suffix(26)))
    }
}
