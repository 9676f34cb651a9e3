package import Upstream

extension UpstreamClock {
    /// The system's time for tests that are not about it: a busy machine may take its time with a login.
    package static var unhurried: UpstreamClock {
        var clock = UpstreamClock()
        clock.longestRenewal = .seconds(3_600)
        return clock
    }
}
