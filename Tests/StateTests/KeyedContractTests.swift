import Encodings
import FoundationEssentials
import State
import Testing
import TestSupport

@Suite struct KeyedContractTests {
    @Test(arguments: StateKind.allCases, [[], [0], [UInt8](repeating: 255, count: 1 << 20)])
    func aValueIsFoundUnderItsKey(kind: StateKind, value: [UInt8]) async throws {
        let test = try StateUnderTest(kind)
        try await test.keyed.put([9], at: .test("a"), for: .seconds(10))
        try await test.keyed.put(value, at: .test("a"), for: .seconds(10))
        #expect(try await test.keyed.value(at: .test("a")) == value)
    }

    @Test(
        "Keys are told apart by their bytes and namespaces",
        arguments: StateKind.allCases,
        [
            StateKey("tests", []), StateKey("tests", [0]), StateKey("tests", "e\u{301}"), StateKey("tests", "E\u{301}"),
            StateKey("other", "\u{E9}"), StateKey("", "\u{E9}"), StateKey("tests", [0xFF, 0xFE]),
        ])
    func keysByBytes(kind: StateKind, other: StateKey) async throws {
        let test = try StateUnderTest(kind)
        try await test.keyed.put([1], at: StateKey("tests", "\u{E9}"), for: .seconds(10))
        #expect(try await test.keyed.value(at: other) == nil)
        try await test.keyed.put([2], at: other, for: .seconds(10))
        #expect(try await test.keyed.value(at: StateKey("tests", "\u{E9}")) == [1])
        #expect(try await test.keyed.take(other) == [2])
    }

    @Test(arguments: StateKind.allCases)
    func severalValuesAreReadAtOnce(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        try await test.keyed.put([1], at: .test("a"), for: .seconds(10))
        try await test.keyed.put([2], at: .test("b"), for: .seconds(5))
        try await test.keyed.put([], at: .test("c"), for: .seconds(10))
        test.clock.advance(by: 5)
        let found = try await test.keyed.values(at: [.test("a"), .test("b"), .test("c"), .test("d"), .test("a")])
        #expect(found == [.test("a"): [1], .test("c"): []])
        #expect(try await test.keyed.values(at: []) == [:])
    }

    @Test(arguments: StateKind.allCases)
    func afterItsLifetimeAValueIsAbsentForEveryCall(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        for name in ["a", "b", "c"] as [ExactText] { try await test.keyed.put([1], at: .test(name), for: .seconds(10)) }
        test.clock.advance(by: 9.999)
        #expect(try await test.keyed.value(at: .test("a")) == [1])
        test.clock.advance(by: 0.001)
        #expect(try await test.keyed.value(at: .test("a")) == nil)
        #expect(try await test.keyed.take(.test("a")) == nil)
        #expect(try await test.keyed.compareAndSwap(.test("b"), from: [1], to: [2], for: .seconds(9)) == false)
        #expect(try await test.keyed.insert([3], at: .test("c"), for: .seconds(10)))
        try await test.keyed.removeExpired()
        #expect(try await test.keyed.value(at: .test("c")) == [3])
    }

    @Test(arguments: StateKind.allCases)
    func aValueIsInsertedWhereThereIsNone(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        #expect(try await test.keyed.insert([1], at: .test("a"), for: .seconds(10)))
        #expect(try await test.keyed.insert([2], at: .test("a"), for: .seconds(99)) == false)
        #expect(try await test.keyed.value(at: .test("a")) == [1])
        test.clock.advance(by: 10)
        #expect(try await test.keyed.value(at: .test("a")) == nil, "the one that failed prolonged nothing")
    }

    @Test(arguments: StateKind.allCases)
    func aTakenValueIsGone(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        try await test.keyed.put([1], at: .test("a"), for: .seconds(10))
        #expect(try await test.keyed.take(.test("a")) == [1])
        #expect(try await test.keyed.take(.test("a")) == nil)
        #expect(try await test.keyed.value(at: .test("a")) == nil)
    }

    @Test(arguments: StateKind.allCases)
    func ofManyThatTakeOrInsertAtOnceOneSucceeds(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        try await test.keyed.put([1], at: .test("a"), for: .seconds(10))
        let successes = try await withThrowingTaskGroup(of: [Bool].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    [
                        try await test.keyed.take(.test("a")) != nil,
                        try await test.keyed.insert([2], at: .test("b"), for: .seconds(10)),
                    ]
                }
            }
            return try await group.reduce(into: [0, 0]) { counts, outcome in
                for index in 0..<2 where outcome[index] { counts[index] += 1 }
            }
        }
        #expect(successes == [1, 1])
    }

    @Test(
        "A swap happens where what is there is what was expected",
        arguments: StateKind.allCases,
        [
            (nil, nil, [2], true), (nil, [1], [2], false), ([1], [1], [2], true), ([1], [2], [3], false),
            ([1], nil, [2], false), ([1], [1], nil, true), ([1], [2], nil, false), (nil, nil, nil, true),
            ([], nil, [1], false), ([], [], [1], true),
        ] as [(there: [UInt8]?, expected: [UInt8]?, new: [UInt8]?, isDone: Bool)])
    func swap(
        kind: StateKind, row: (there: [UInt8]?, expected: [UInt8]?, new: [UInt8]?, isDone: Bool)
    ) async throws {
        let test = try StateUnderTest(kind)
        if let there = row.there { try await test.keyed.put(there, at: .test("a"), for: .seconds(10)) }
        let isDone = try await test.keyed.compareAndSwap(
            .test("a"), from: row.expected, to: row.new, for: .seconds(20))
        #expect(isDone == row.isDone)
        #expect(try await test.keyed.value(at: .test("a")) == (row.isDone ? row.new : row.there))
        test.clock.advance(by: 10)
        #expect(try await test.keyed.value(at: .test("a")) == (row.isDone ? row.new : nil))
    }

    @Test(arguments: StateKind.allCases)
    func ofManyThatCountBySwapsNoneIsLost(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var isDone = false
                    while !isDone {
                        let old = try await test.keyed.value(at: .test("a"))
                        isDone = try await test.keyed.compareAndSwap(
                            .test("a"), from: old, to: [(old?.first ?? 0) + 1], for: .seconds(10))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await test.keyed.value(at: .test("a")) == [8])
    }

    @Test(arguments: StateKind.allCases)
    func aWindowBeginsWithItsFirstAdditionAndEndsWhateverIsAdded(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let end = test.clock.now + 60
        #expect(try await test.keyed.add(2, to: .test("a"), within: .seconds(60)) == WindowSum(sum: 2, end: end))
        test.clock.advance(by: 59)
        #expect(try await test.keyed.add(3, to: .test("a"), within: .seconds(99)) == WindowSum(sum: 5, end: end))
        #expect(try await test.keyed.add(0, to: .test("a"), within: .seconds(60)).sum == 5)
        #expect(try await test.keyed.add(-1, to: .test("a"), within: .seconds(60)).sum == 4)
        test.clock.advance(by: 1)
        let next = try await test.keyed.add(1, to: .test("a"), within: .seconds(30))
        #expect(next == WindowSum(sum: 1, end: end + 30))
        #expect(try await test.keyed.add(1, to: .test("b"), within: .seconds(60)).sum == 1, "another key's")
    }

    @Test(arguments: StateKind.allCases)
    func sumsAndValuesOfOneKeyStandBesideEachOther(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        _ = try await test.keyed.add(7, to: .test("a"), within: .seconds(60))
        #expect(try await test.keyed.value(at: .test("a")) == nil)
        #expect(try await test.keyed.insert([1], at: .test("a"), for: .seconds(10)))
        #expect(try await test.keyed.take(.test("a")) == [1])
        try await test.keyed.removeExpired()
        #expect(try await test.keyed.add(0, to: .test("a"), within: .seconds(60)).sum == 7)
    }

    @Test(
        "An addition and a sum stop at their bounds",
        arguments: StateKind.allCases, [(Int.max, 1 << 31), (Int.min, -1 << 31), (1 << 31, 1 << 31)])
    func additionBounds(kind: StateKind, row: (amount: Int, sum: Int)) async throws {
        let test = try StateUnderTest(kind)
        #expect(try await test.keyed.add(row.amount, to: .test("a"), within: .seconds(60)).sum == row.sum)
        #expect(try await test.keyed.add(row.amount, to: .test("a"), within: .seconds(60)).sum == 2 * row.sum)
    }

    @Test(arguments: StateKind.allCases)
    func ofManyAdditionsAtOnceNoneIsLost(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        let sums = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { try await test.keyed.add(1, to: .test("a"), within: .seconds(60)).sum } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums.sorted() == Array(1...40))
    }

    @Test(arguments: StateKind.allCases)
    func muchThatHasRunOutIsRemovedAndTheRestStays(kind: StateKind) async throws {
        let test = try StateUnderTest(kind)
        for number in 0..<401 {
            try await test.keyed.put([1], at: .test(ExactText("\(number)")), for: .seconds(10))
            _ = try await test.keyed.add(1, to: .test(ExactText("\(number)")), within: .seconds(10))
        }
        try await test.keyed.put([2], at: .test("living"), for: .seconds(11))
        test.clock.advance(by: 10)
        try await test.keyed.removeExpired()
        #expect(try await test.keyed.value(at: .test("living")) == [2])
        #expect(try await test.keyed.value(at: .test("400")) == nil)
    }

    @Test(
        "A key or value at its bound is taken, one byte more is refused",
        arguments: StateKind.allCases, [(512, 0, true), (513, 0, false), (0, 1 << 20, true), (0, 1 << 20 + 1, false)])
    func bounds(kind: StateKind, row: (key: Int, value: Int, isTaken: Bool)) async throws {
        let keyed = try StateUnderTest(kind).keyed
        let key = StateKey("tests", [UInt8](repeating: 7, count: row.key))
        let value = [UInt8](repeating: 7, count: row.value)
        #expect(await isTooLarge { try await keyed.put(value, at: key, for: .seconds(1)) } != row.isTaken)
        #expect(
            await isTooLarge { _ = try await keyed.compareAndSwap(key, from: [9], to: value, for: .seconds(1)) }
                != row.isTaken)
        #expect(await isTooLarge { _ = try await keyed.take(key) } == (row.key > 512))
    }

    private func isTooLarge(_ call: () async throws -> Void) async -> Bool {
        do { try await call() } catch { return (error as? StateError)?.code == .tooLarge }
        return false
    }

    @Test(arguments: StateKind.allCases, [(1_024, true), (1_025, false)])
    func aReadHasABoundOfKeys(kind: StateKind, row: (count: Int, isAnswered: Bool)) async throws {
        let keyed = try StateUnderTest(kind).keyed
        let keys = (0..<row.count).map { StateKey.test(ExactText("\($0)")) }
        #expect(await isTooLarge { _ = try await keyed.values(at: keys) } != row.isAnswered)
    }
}
