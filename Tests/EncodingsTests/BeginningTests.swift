import Encodings
import TestSupport
import Testing

struct BeginningTests {
    @Test(
        "the beginning of a text ends before the scalar that does not fit",
        arguments: [
            ("", 4, ""), ("abc", 0, ""), ("abc", 2, "ab"), ("abc", 3, "abc"), ("abc", 4, "abc"), ("aé", 2, "a"),
            ("aé", 3, "aé"),
            ("e\u{301}x", 2, "e"), ("😀x", 3, ""), ("😀x", 4, "😀"), ("👩‍👩", 7, "👩\u{200D}"), ("\0\0", 1, "\0"),
        ])
    func cuts(text: String, limit: Int, beginning: String) {
        #expect(text.prefix(bytes: limit).utf8.elementsEqual(beginning.utf8))
        #expect(text[...].beginning(bytes: limit).utf8.elementsEqual(beginning.utf8))
    }

    @Test("a message repeats 64 bytes of a text, and never more than 200", arguments: PathologicalText.all)
    func bounds(text: PathologicalText) {
        let long = text.text(bytes: 200_000)
        #expect((61...64).contains(long.beginning().utf8.count))
        #expect((197...200).contains(long.beginning(bytes: 200).utf8.count))
        #expect((197...200).contains(long.beginning(bytes: 5_000).utf8.count))
    }
}
