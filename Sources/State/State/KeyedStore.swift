import Cryptography
package import Encodings
package import FoundationEssentials

/// What the keys of one use stand under, so that two uses never meet; written in the program, never by a stranger.
package struct Namespace: Sendable, Hashable, ExpressibleByStringLiteral {
    package let name: ExactText

    package init(stringLiteral name: StaticString) { self.name = ExactText(name.description) }
}

/// Where a value stands in a ``KeyedStore``.
package struct StateKey: Sendable, Hashable {
    package let namespace: Namespace
    /// At most ``StateBounds/key`` bytes.
    package let bytes: [UInt8]

    package init(_ namespace: Namespace, _ bytes: [UInt8]) {
        self.namespace = namespace
        self.bytes = bytes
    }

    package init(_ namespace: Namespace, _ text: ExactText) { self.init(namespace, Array(text.utf8)) }

    /// A key of 32 bytes for a text of any length (SHA-256), which the store cannot read out of it.
    package init(_ namespace: Namespace, hashOf text: ExactText) { self.init(namespace, SHA256.hash(text.string)) }

    /// For stores to call before anything else.
    /// - Throws: ``StateError`` with the code `tooLarge`.
    package func checkBounds(value: [UInt8] = []) throws(StateError) {
        try StateBounds.check("key", bytes.count, atMost: StateBounds.key)
        try StateBounds.check("value", value.count, atMost: StateBounds.value)
    }
}

extension [StateKey] {
    /// For stores to call before anything else.
    /// - Throws: ``StateError`` with the code `tooLarge`.
    package func checkBounds() throws(StateError) {
        guard count <= StateBounds.keysPerRead else {
            throw StateError(.tooLarge, "\(count) keys in one read, \(StateBounds.keysPerRead) are allowed")
        }
        for key in self { try key.checkBounds() }
    }
}

/// What was added up within a window.
package struct WindowSum: Sendable, Hashable {
    /// The sum, the last addition included.
    package let sum: Int
    /// When the window ends and the next addition begins another.
    package let end: Date

    package init(sum: Int, end: Date) {
        self.sum = sum
        self.end = end
    }

    /// How much one addition may change a sum, up or down; more counts as this much.
    package static let largestAddition = 1 << 31
    /// Where sums stop, up and down.
    package static let largestSum = 1 << 53
}

/// Bytes under a key, each with a lifetime, shared by all workers: what everything is made of that is no session or API key.
///
/// Each call is atomic. Keys are compared by bytes. After its lifetime a value is as good as absent, removed or not.
/// Lifetimes are more than zero and count from the call by the store's clock. Every call throws ``StateError`` when the
/// store cannot answer, with the code `tooLarge` for a key or value beyond ``StateBounds``.
package protocol KeyedStore: Sendable {
    /// The value at a key.
    func value(at key: StateKey) async throws(StateError) -> [UInt8]?

    /// The values at some keys, at most ``StateBounds/keysPerRead``, in one read; absent ones are left out.
    func values(at keys: [StateKey]) async throws(StateError) -> [StateKey: [UInt8]]

    /// Puts a value, whatever was there before.
    func put(_ value: [UInt8], at key: StateKey, for lifetime: Duration) async throws(StateError)

    /// Removes a value and returns it: of several that take it at once one receives it.
    func take(_ key: StateKey) async throws(StateError) -> [UInt8]?

    /// Puts a value when what is there is what the caller expects.
    /// - Parameters:
    ///   - key: where.
    ///   - expected: what must be there; nil for nothing.
    ///   - value: what is there afterwards; nil for nothing.
    ///   - lifetime: how long the new value lives.
    /// - Returns: whether what was expected was there; false when nothing was changed.
    /// - Throws: ``StateError``.
    func compareAndSwap(
        _ key: StateKey, from expected: [UInt8]?, to value: [UInt8]?, for lifetime: Duration
    ) async throws(StateError) -> Bool

    /// Adds to the sum at a key and returns it: exact over all workers.
    ///
    /// The window is a fixed one: it begins with the first addition, which finds no sum, and ends `window` later, whatever
    /// is added meanwhile; the first addition after that begins the next one at zero. So within any span of the window's
    /// length at most twice a limit passes, and a caller at the limit knows by ``WindowSum/end`` when it is over.
    /// Sums stand beside values: a key can have both, and the other calls do not see sums.
    /// - Parameters:
    ///   - amount: what to add; 0 asks only (and begins a window), less than 0 gives back. Beyond
    ///     ±``WindowSum/largestAddition`` it counts as that.
    ///   - key: of the sum.
    ///   - window: the length of a window that begins with this addition.
    /// - Returns: the sum, and when its window ends.
    /// - Throws: ``StateError``.
    func add(_ amount: Int, to key: StateKey, within window: Duration) async throws(StateError) -> WindowSum

    /// Removes what has run out, some at a time, so that others have their turn between.
    func removeExpired() async throws(StateError)
}

extension KeyedStore {
    /// Puts a value when there is none: of several that do so at once one succeeds.
    /// - Returns: whether it did.
    package func insert(
        _ value: [UInt8], at key: StateKey, for lifetime: Duration
    ) async throws(StateError) -> Bool {
        try await compareAndSwap(key, from: nil, to: value, for: lifetime)
    }

    /// Removes a value, if there is one.
    package func remove(_ key: StateKey) async throws(StateError) { _ = try await take(key) }
}
