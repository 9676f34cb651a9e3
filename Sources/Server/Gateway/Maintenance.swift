import Encodings
import JSON
import Logging
import MCP
import State

extension Gateway {
    /// Looks after what no request does: cancellations that came in at other workers, and what has expired.
    ///
    /// Runs until the task is cancelled.
    package func maintain() async {
        let pause = settings.limits.cancellationCheck
        var sinceCleanup = Duration.zero
        while (try? await clock.sleep(for: pause)) != nil {
            let running = calls.running
            if !running.isEmpty { await cancel(running) }
            sinceCleanup += pause
            guard sinceCleanup >= settings.limits.cleanup else { continue }
            sinceCleanup = .zero
            await removeExpired()
        }
    }

    /// Ends those of this worker's calls whose cancellation came in elsewhere.
    private func cancel(_ running: [Cancellations.Call]) async {
        do throws(StateError) {
            for call in try await cancellations.requested(among: running) { _ = calls.cancel(call) }
        } catch {
            log.stateFailed(error)
        }
    }

    private func removeExpired() async {
        do throws(StateError) {
            let count = try await state.removeExpired()
            if count > 0 { log.log(.info, "sessions expired", ["count": .integer(Int64(count))]) }
        } catch {
            log.stateFailed(error)
        }
    }
}

extension Logger {
    fileprivate func stateFailed(_ error: StateError) {
        log(.error, "store failed", ["reason": .string(error.description)])
    }
}
