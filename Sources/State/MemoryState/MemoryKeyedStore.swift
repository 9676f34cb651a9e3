import FoundationEssentials
import State
import Synchronization

final class MemoryKeyedStore: KeyedStore {
    private struct Entries {
        var values: [StateKey: (bytes: [UInt8], end: Date)] = [:]
        var sums: [StateKey: WindowSum] = [:]

        func value(at key: StateKey, _ now: Date) -> [UInt8]? {
            values[key].flatMap { $0.end > now ? $0.bytes : nil }
        }
    }

    private let entries = Mutex(Entries())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) { self.now = now }

    func value(at key: StateKey) async throws(StateError) -> [UInt8]? {
        try key.checkBounds()
        let now = now()
        return entries.withLock { $0.value(at: key, now) }
    }

    func values(at keys: [StateKey]) async throws(StateError) -> [StateKey: [UInt8]] {
        try keys.checkBounds()
        let now = now()
        return entries.withLock { entries in
            keys.reduce(into: [:]) { found, key in found[key] = entries.value(at: key, now) }
        }
    }

    func put(_ value: [UInt8], at key: StateKey, for lifetime: Duration) async throws(StateError) {
        try key.checkBounds(value: value)
        let end = now() + lifetime.inSeconds
        entries.withLock { $0.values[key] = (value, end) }
    }

    func take(_ key: StateKey) async throws(StateError) -> [UInt8]? {
        try key.checkBounds()
        let now = now()
        return entries.withLock { entries in
            defer { entries.values[key] = nil }
            return entries.value(at: key, now)
        }
    }

    func compareAndSwap(
        _ key: StateKey, from expected: [UInt8]?, to value: [UInt8]?, for lifetime: Duration
    ) async throws(StateError) -> Bool {
        try key.checkBounds(value: value ?? [])
        let now = now()
        return entries.withLock { entries in
            guard entries.value(at: key, now) == expected else { return false }
            entries.values[key] = value.map { ($0, now + lifetime.inSeconds) }
            return true
        }
    }

    func add(_ amount: Int, to key: StateKey, within window: Duration) async throws(StateError) -> WindowSum {
        try key.checkBounds()
        let now = now()
        let amount = min(max(amount, -WindowSum.largestAddition), WindowSum.largestAddition)
        return entries.withLock { entries in
            let old =
                entries.sums[key].flatMap { $0.end > now ? $0 : nil } ?? WindowSum(sum: 0, end: now + window.inSeconds)
            let sum = min(max(old.sum + amount, -WindowSum.largestSum), WindowSum.largestSum)
            let new = WindowSum(sum: sum, end: old.end)
            entries.sums[key] = new
            return new
        }
    }

    func removeExpired() async throws(StateError) {
        let now = now()
        entries.withLock { entries in
            entries.values = entries.values.filter { $0.value.end > now }
            entries.sums = entries.sums.filter { $0.value.end > now }
        }
    }
}
