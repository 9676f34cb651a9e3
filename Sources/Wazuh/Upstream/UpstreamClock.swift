import FoundationEssentials

/// Where clients of services upstream take the time and their pauses from.
package struct UpstreamClock: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Int
    package var sleep: @Sendable (Duration) async throws -> Void
    /// How long a renewal of the token may take, which serves several calls: less than a call may.
    package var longestRenewal = Duration.seconds(25)

    /// The system's time.
    package init() {
        now = { Int(Date.now.timeIntervalSince1970) }
        sleep = { try await Task.sleep(for: $0) }
    }

    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - sleep: pauses.
    ///   - longestRenewal: how long a renewal of the token may take.
    package init(
        now: @escaping @Sendable () -> Int, sleep: @escaping @Sendable (Duration) async throws -> Void,
        longestRenewal: Duration
    ) {
        self.now = now
        self.sleep = sleep
        self.longestRenewal = longestRenewal
    }
}
