import Cryptography
import Encodings
import Testing

@Suite struct SealingKeyTests {
    private let secret = [UInt8](repeating: 7, count: 32)

    @Test(arguments: [0, 1, 15, 16, 17, 100_000])
    func whatIsSealedOpens(count: Int) throws {
        let key = SealingKey(derivedFrom: secret, purpose: "test")
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let sealed = try key.seal(message, context: [1, 2])
        #expect(sealed.count == count + SealingKey.overhead)
        #expect(try key.open(sealed, context: [1, 2]) == message)
    }

    @Test func sealingTwiceGivesDifferentBytes() throws {
        let key = SealingKey(derivedFrom: secret, purpose: "test")
        #expect(try key.seal([1, 2, 3]) != key.seal([1, 2, 3]))
    }

    @Test func oneFlippedBitAnywhereIsNoticed() throws {
        let key = SealingKey(derivedFrom: secret, purpose: "test")
        let sealed = try key.seal(Array("state".utf8))
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: CryptographyError.self) { try key.open(changed) }
        }
    }

    @Test func anythingShorterIsRefused() throws {
        let key = SealingKey(derivedFrom: secret, purpose: "test")
        let sealed = try key.seal([1, 2, 3])
        for count in 0..<sealed.count {
            #expect(throws: CryptographyError.self) { try key.open(Array(sealed.prefix(count))) }
        }
    }

    @Test func anotherPurposeSecretOrContextDoesNotOpen() throws {
        let sealed = try SealingKey(derivedFrom: secret, purpose: "a").seal([1], context: [9])
        let others: [(SealingKey, [UInt8])] = [
            (SealingKey(derivedFrom: secret, purpose: "b"), [9]),
            (SealingKey(derivedFrom: secret + [0], purpose: "a"), [9]),
            (SealingKey(derivedFrom: secret, purpose: "a"), [8]),
            (SealingKey(derivedFrom: secret, purpose: "a"), []),
        ]
        for (key, context) in others {
            let error = #expect(throws: CryptographyError.self) { try key.open(sealed, context: context) }
            #expect(error?.code == .notAuthentic)
        }
    }

    @Test func aKeyDoesNotPrintItself() {
        var dumped = ""
        dump(SealingKey(derivedFrom: secret, purpose: "test"), to: &dumped)
        #expect(dumped == "- SealingKey(secret)\n")
    }
}

@Suite struct AESGCMTests {
    private static func bytes(_ digits: String) -> [UInt8]? {
        let pairs = stride(from: 0, to: digits.utf8.count, by: 2).map { digits.dropFirst($0).prefix(2) }
        let bytes = pairs.compactMap { UInt8($0, radix: 16) }
        return bytes.count == pairs.count ? bytes : nil
    }

    /// Test case 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega), which NIST's vectors contain.
    @Test func encryptsThePublishedVector() throws {
        let key = try #require(Self.bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        let nonce = try #require(Self.bytes("cafebabefacedbaddecaf888"))
        let message = try #require(
            Self.bytes(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"))
        let associated = try #require(Self.bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        let sealed = try AESGCM.encrypt(message, key: key, nonce: nonce, associated: associated)
        #expect(
            Hex.encode(sealed)
                == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b")
        #expect(try AESGCM.decrypt(sealed, key: key, nonce: nonce, associated: associated) == message)
    }

    /// Test cases 13 and 14 of the same paper: nothing, and one block, under a key of zeroes.
    @Test(arguments: [
        (0, "530f8afbc74536b9a963b4f1c4cb738b"),
        (16, "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    ])
    func encryptsZeroes(count: Int, expected: String) throws {
        let sealed = try AESGCM.encrypt(
            [UInt8](repeating: 0, count: count), key: [UInt8](repeating: 0, count: 32),
            nonce: [UInt8](repeating: 0, count: 12), associated: [])
        #expect(Hex.encode(sealed) == expected)
    }

    @Test(arguments: [(31, 12), (33, 12), (32, 11), (32, 13), (0, 12), (32, 0)])
    func keyAndNonceOfAnotherLengthAreRefused(key: Int, nonce: Int) {
        #expect(throws: CryptographyError.self) {
            try AESGCM.encrypt(
                [1], key: [UInt8](repeating: 0, count: key), nonce: [UInt8](repeating: 0, count: nonce), associated: [])
        }
    }
}
