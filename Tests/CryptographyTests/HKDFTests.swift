import Cryptography
import Encodings
import Testing

@Suite struct HKDFTests {
    @Test func derivesTheKeyOfRFC5869Case1() {
        let key = HKDF.derive(
            from: [UInt8](repeating: 0x0B, count: 22), salt: Array(0x00...0x0C), info: Array(0xF0...0xF9), length: 42)
        #expect(
            Hex.encode(key)
                == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    }

    @Test func derivesTheKeyOfRFC5869Case2() {
        let key = HKDF.derive(
            from: Array(0x00...0x4F), salt: Array(0x60...0xAF), info: Array(0xB0...0xFF), length: 82)
        #expect(
            Hex.encode(key)
                == "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87")
    }

    @Test func derivesTheKeyOfRFC5869Case3WithoutSaltAndInfo() {
        let key = HKDF.derive(from: [UInt8](repeating: 0x0B, count: 22), info: [], length: 42)
        #expect(
            Hex.encode(key)
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
    }

    @Test(arguments: [(-1, 0), (0, 0), (33, 33), (8_160, 8_160), (9_000, 8_160)])
    func lengthIsHeldWithinTheRFCsBound(asked: Int, given: Int) {
        #expect(HKDF.derive(from: [1], info: [], length: asked).count == given)
    }
}
