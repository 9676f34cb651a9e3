package import FoundationEssentials
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: Sendable {
    private let date: Mutex<Date>

    package init(_ start: Date = Date(timeIntervalSince1970: 1_800_000_000)) { date = Mutex(start) }

    package var now: Date { date.withLock { $0 } }

    /// Moves the clock on by some seconds.
    package func advance(by seconds: Double) { date.withLock { $0 += seconds } }
}
