import Dispatch
import Glibc

/// The signals that ask a process of a pool to finish what is in flight and end.
package enum StopSignals {
    /// QUIT is among them as for nginx, and because multiwatch 1.0.0 sends QUIT where it is told to send TERM.
    private static let numbers = [SIGTERM, SIGINT, SIGQUIT]

    /// Calls `stop` for each such signal while `body` runs, in place of what the system would do.
    /// - Parameters:
    ///   - stop: called on another thread when signals come, perhaps once for several.
    ///   - body: what runs until it has finished.
    /// - Returns: what `body` returns.
    package static func handled<Value: Sendable>(
        by stop: @escaping @Sendable () -> Void, while body: () async -> Value
    ) async -> Value {
        let sources = numbers.map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler(handler: stop)
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return await body()
    }
}
