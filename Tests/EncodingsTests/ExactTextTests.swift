import Encodings
import TestSupport
import Testing

struct ExactTextTests {
    @Test("texts that only look alike are not equal", arguments: PathologicalText.lookAlikes)
    func lookAlikes(left: String, right: String) {
        #expect(ExactText(left) != ExactText(right))
        #expect(!left.hasSameBytes(as: right) && !left[...].hasSameBytes(as: right))
        #expect(Set([ExactText(left), ExactText(right)]).count == 2)
        #expect((ExactText(left) < ExactText(right)) != (ExactText(right) < ExactText(left)))
    }

    @Test("equal bytes are equal and find each other in a dictionary", arguments: ["", "a", "e\u{301}", "\u{1F600}"])
    func equalBytes(text: String) {
        let copy = String(decoding: Array(text.utf8), as: UTF8.self)
        #expect(ExactText(text) == ExactText(copy))
        #expect([ExactText(text): 1][ExactText(copy[...])] == 1)
        #expect(text.hasSameBytes(as: copy) && text.hasSameBytes(as: copy[...]))
    }

    @Test("comparing and hashing cost the same for any text")
    func cost() {
        CPUCost.expectAnyTextCostsLikeASCII(
            sending: { Array($0.text(bytes: 4_096).utf8) },
            preparing: {
                (ExactText(String(decoding: $0, as: UTF8.self)), ExactText(String(decoding: $0, as: UTF8.self)))
            }
        ) { texts in
            _ = texts.0 == texts.1
            _ = texts.0 < texts.1
            _ = Set([texts.0, texts.1])
        }
    }
}
