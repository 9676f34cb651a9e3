import Auth
import Cryptography
import Testing

@Suite struct APIKeyTests {
    @Test func aNewKeyReadsBackAndNoTwoAreTheSame() throws {
        let keys = try (0..<20).map { _ in try APIKey.generate() }
        #expect(keys.allSatisfy { APIKey($0.revealed) == $0 && $0.revealed.utf8.count == 49 })
        #expect(Set(keys.map(\.hash)).count == 20)
    }

    @Test func theHashIsSHA256OfTheWholeKey() throws {
        let text = "wazuh_" + String(repeating: "A", count: 43)
        #expect(try #require(APIKey(text)).hash == SHA256.hash(text))
    }

    @Test(
        arguments: [
            "", "wazuh_", String(repeating: "A", count: 49), "wazuh_" + String(repeating: "A", count: 42),
            "wazuh_" + String(repeating: "A", count: 44), "wazuh_" + String(repeating: "A", count: 42) + "B",
            "wazuh_" + String(repeating: "A", count: 42) + "=", "wazuh_" + String(repeating: "A", count: 42) + "+",
            "WAZUH_" + String(repeating: "A", count: 43), " wazuh_" + String(repeating: "A", count: 43),
            "wazuh_" + String(repeating: "A", count: 43) + "\n", "wazuh_é",
        ])
    func anotherFormIsNoKey(text: String) {
        #expect(APIKey(text) == nil)
    }

    @Test func aKeyDoesNotPrintItself() throws {
        let key = try APIKey.generate()
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains(key.revealed.dropFirst(6)))
        }
    }
}
