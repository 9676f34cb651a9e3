import Encodings
import Testing

@Suite struct HexTests {
    @Test func encodesInLowerCase() {
        #expect(Hex.encode([0x00, 0x9F, 0xA0, 0xFF]) == "009fa0ff")
        #expect(Hex.encode([]) == "")
    }
}
