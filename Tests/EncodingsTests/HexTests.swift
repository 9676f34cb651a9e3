import Encodings
import Testing

@Suite struct HexTests {
    @Test func encodesInLowerCaseAndReadsBoth() {
        #expect(Hex.encode([0x00, 0x9F, 0xA0, 0xFF]) == "009fa0ff")
        #expect(Hex.decode("009Fa0fF") == [0x00, 0x9F, 0xA0, 0xFF])
        #expect(Hex.decode("") == [])
    }

    @Test(arguments: ["0", "0g", "zz", " 00", "0x00", "é"])
    func refusesWhatIsNoHex(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
