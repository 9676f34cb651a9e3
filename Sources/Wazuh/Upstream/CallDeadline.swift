/// When the call that runs must be done with Wazuh.
///
/// Its requests end then, whether they wait for a turn or for an answer, so that a call of many requests takes no longer
/// than one of few, and still says which of them had no answer.
package enum CallDeadline {
    /// The moment; nil where only the deadlines of single requests count.
    @TaskLocal package static var end: ContinuousClock.Instant?

    /// Runs work with a deadline of its own, or with that of the call around it where that one ends earlier.
    /// - Parameters:
    ///   - duration: how long the work's requests may take together.
    ///   - work: what sends them.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws.
    package static func within<Value>(_ duration: Duration, _ work: () async throws -> Value) async rethrows -> Value {
        let own = ContinuousClock.now + duration
        return try await $end.withValue(min(own, end ?? own)) { try await work() }
    }

    /// Runs work that serves several calls, with a deadline that is nobody's but its own.
    /// - Parameters:
    ///   - duration: how long the work's requests may take together.
    ///   - work: what sends them.
    package static func alone(_ duration: Duration, _ work: () async -> Void) async {
        await $end.withValue(.now + duration) { await work() }
    }

    /// True when no request can be answered in time any more.
    package static var isOver: Bool { end.map { $0 <= .now } ?? false }
}
