import Cryptography
import Encodings
import Testing

/// A test case of RFC 4231.
struct HMACCase: Sendable {
    let key: [UInt8]
    let message: [UInt8]
    let code: String

    static let rfc4231 = [
        HMACCase(
            key: [UInt8](repeating: 0x0B, count: 20), message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        HMACCase(
            key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        HMACCase(
            key: [UInt8](repeating: 0xAA, count: 20), message: [UInt8](repeating: 0xDD, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        HMACCase(
            key: Array(1...25), message: [UInt8](repeating: 0xCD, count: 50),
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        HMACCase(
            key: [UInt8](repeating: 0xAA, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        HMACCase(
            key: [], message: [], code: "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ]
}

@Suite struct HMACKeyTests {
    @Test("Codes are those of RFC 4231", arguments: HMACCase.rfc4231)
    func code(of test: HMACCase) {
        let key = HMACKey(test.key)
        #expect(Hex.encode(key.authenticate(test.message)) == test.code)
        #expect(Hex.encode(key.authenticate(test.message)) == test.code, "the second use gives the same code")
    }

    @Test func aSliceOfALargerBufferIsAuthenticatedAlone() {
        let key = HMACKey(Array("Jefe".utf8))
        let buffer = Array("what do ya want for nothing? and more".utf8)
        #expect(key.authenticate(buffer[..<28]) == key.authenticate(Array("what do ya want for nothing?".utf8)))
    }

    @Test func aCodeWithOneBitFlippedOrAnotherLengthIsNotValid() {
        let key = HMACKey([1, 2, 3])
        let message = Array("message".utf8)
        let code = key.authenticate(message)
        #expect(key.isValid(code, for: message))
        for bit in 0..<256 {
            var changed = code
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(!key.isValid(changed, for: message))
        }
        #expect(!key.isValid(Array(code.dropLast()), for: message))
        #expect(!key.isValid([], for: message))
    }

    @Test func manyTasksShareOneKey() async {
        let key = HMACKey(Array("Jefe".utf8))
        let expected = (0..<64).map { key.authenticate([UInt8($0)]) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<64).allSatisfy { key.isValid(expected[$0], for: [UInt8($0)]) } }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }

    @Test func aKeyDoesNotPrintItself() {
        let secret = "hunter2hunter2hunter2hunter2hunter2"
        let key = HMACKey(Array(secret.utf8))
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "HMACKey(secret)")
        #expect(dumped.contains("HMACKey(secret)"))
        #expect(!dumped.contains("104"), "no byte of the key")
    }
}
