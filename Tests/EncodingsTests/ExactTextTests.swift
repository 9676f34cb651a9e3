import Encodings
import Testing

struct ExactTextTests {
    @Test(
        "texts that only look alike are not equal",
        arguments: [
            ("\u{E9}", "e\u{301}"), ("\u{1E9B}\u{323}", "\u{17F}\u{323}\u{307}"), ("a", "a\u{0}"), ("", "\u{200B}"),
        ])
    func lookAlikes(left: String, right: String) {
        #expect(ExactText(left) != ExactText(right))
        #expect(!left.hasSameBytes(as: right))
        #expect(Set([ExactText(left), ExactText(right)]).count == 2)
    }

    @Test("equal bytes are equal and find each other in a dictionary", arguments: ["", "a", "e\u{301}", "\u{1F600}"])
    func equalBytes(text: String) {
        let copy = String(decoding: Array(text.utf8), as: UTF8.self)
        #expect(ExactText(text) == ExactText(copy))
        #expect([ExactText(text): 1][ExactText(copy)] == 1)
        #expect(text.hasSameBytes(as: copy[...]))
    }
}
