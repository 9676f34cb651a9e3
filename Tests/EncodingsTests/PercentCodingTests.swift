import Encodings
import Testing

struct PercentCodingTests {
    @Test(
        "everything that is not unreserved is escaped, and comes back",
        arguments: [
            ("", ""), ("abcXYZ019-._~", "abcXYZ019-._~"), ("a b", "a%20b"), ("+name", "%2Bname"),
            ("002/key", "002%2Fkey"),
            ("a&b=c;d,e", "a%26b%3Dc%3Bd%2Ce"), ("é😀", "%C3%A9%F0%9F%98%80"), ("100%", "100%25"),
            ("\0\r\n", "%00%0D%0A"),
        ])
    func encoding(text: String, encoded: String) {
        #expect(PercentCoding.encode(text) == encoded)
        #expect(PercentCoding.decode(encoded) == text)
    }

    @Test(
        "broken escapes and bytes that are no UTF-8 are refused",
        arguments: [
            "%", "%4", "a%", "%zz", "%4g", "% 41", "%ff", "%c0%80", "%ed%a0%80", "%-1", "%+1",
        ])
    func broken(text: String) { #expect(PercentCoding.decode(text) == nil) }

    @Test("lower-case digits are read, and a plus is a space in forms only")
    func variants() {
        #expect(PercentCoding.decode("%c3%a9") == "é")
        #expect(PercentCoding.decode("a+b") == "a+b")
        #expect(PercentCoding.decode("a+b%2B", plusIsSpace: true) == "a b+")
    }
}
