import Cryptography
import Encodings
import Testing

@Suite struct RandomTests {
    @Test(arguments: [0, 1, 32, 4096])
    func givesAsManyBytesAsAsked(count: Int) throws {
        #expect(try Random.bytes(count).count == count)
    }

    @Test(arguments: [-1, 1 << 20 + 1])
    func refusesCountsOutOfRange(count: Int) {
        #expect(throws: CryptographyError.self) { try Random.bytes(count) }
    }

    @Test func identifiersAre43CharactersAndDiffer() throws {
        let identifiers = try (0..<100).map { _ in try Random.identifier() }
        #expect(identifiers.allSatisfy { $0.utf8.count == 43 && Base64URL.decode($0)?.count == 32 })
        #expect(Set(identifiers).count == 100)
    }

    @Test(arguments: [([], [], true), ([1], [1], true), ([1], [2], false), ([1], [], false), ([1, 2], [1], false)])
    func comparisonTellsEqualFromDifferent(left: [UInt8], right: [UInt8], expected: Bool) {
        #expect(ConstantTime.equal(left, right) == expected)
    }
}
