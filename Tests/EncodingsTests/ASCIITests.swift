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
        #expect(ASCII.equalIgnoringCase(text.utf8, "bearer") == isEqual)
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
