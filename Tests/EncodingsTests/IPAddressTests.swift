import Encodings
import TestSupport
import Testing

struct IPAddressTests {
    @Test(
        "addresses are read in any form and written in one",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("::", "::"),
            ("::1", "::1"),
            ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("2001:0db8::0001:0000", "2001:db8::1:0"), ("fd00::", "fd00::"),
            ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("::FFFF:c000:0201", "192.0.2.1"), ("64:ff9b::192.0.2.1", "64:ff9b::c000:201"),
        ])
    func forms(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical && IPAddress(canonical) == address)
        #expect(address.isVersion4 == canonical.contains("."))
        #expect(address.spellings.allSatisfy { IPAddress($0) == address })
        #expect(Set(address.spellings).count == address.spellings.count && address.spellings.first == canonical)
    }

    @Test(
        "anything else is no address",
        arguments: [
            "", " ", "192.0.2", "192.0.2.1.1", "192.0.2.256", "192.0.02.1", "0x7f.0.0.1", "192.0.2.1 ", " 192.0.2.1",
            "192.0.2.+1",
            "192.0.2.1\0", "192.0.2.1\0x", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", ":::", "1:2:3:4:5:6:7:",
            "12345::", "::g",
            "[::1]", "fe80::1%eth0", "::1/64", "::ffff:192.0.2.256", "::192.0.2.1:1", "١٩٢.0.2.1", "1\u{301}::",
        ])
    func refused(text: String) { #expect(IPAddress(text) == nil) }

    @Test("any text costs the same")
    func cost() { CPUCost.expectAnyTextCostsLikeASCII { _ = IPAddress($0) } }
}
