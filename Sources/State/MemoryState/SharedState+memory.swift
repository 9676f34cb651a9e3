package import FoundationEssentials
package import State

extension SharedState {
    /// An empty state inside this process, gone with it; for tests.
    /// - Parameters:
    ///   - limits: of the sessions.
    ///   - now: the time.
    /// - Returns: the state.
    package static func inMemory(
        limits: SessionLimits = SessionLimits(), now: @escaping @Sendable () -> Date = { Date() }
    ) -> SharedState {
        SharedState(
            sessions: MemorySessions(limits: limits, now: now), keys: MemoryAPIKeys(now: now),
            keyed: MemoryKeyedStore(now: now))
    }
}
