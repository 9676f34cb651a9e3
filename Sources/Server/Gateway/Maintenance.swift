import JSON
import Logging
import MCP
import Store

extension Gateway {
    /// Looks after what no request does: cancellations that came in at other workers, and expired sessions.
    ///
    /// Runs until the task is cancelled.
    package func maintain() async {
        var rounds = 0
        while (try? await clock.sleep(for: .milliseconds(250))) != nil {
            if !calls.isEmpty { cancelCallsElsewhereAsked() }
            rounds += 1
            if rounds % 240 == 0 { removeExpired() }
        }
    }

    private func cancelCallsElsewhereAsked() {
        do throws(StoreError) {
            for cancellation in try store.recentCancellations() {
                guard let id = RequestID(try? JSON(parsing: cancellation.request)) else { continue }
                _ = calls.cancel(CallRegistry.Key(session: cancellation.session, request: id))
            }
        } catch {
            log.storeFailed(error)
        }
    }

    private func removeExpired() {
        do throws(StoreError) {
            let count = try store.removeExpired()
            if count > 0 { log.log(.info, "sessions expired", ["count": .integer(Int64(count))]) }
        } catch {
            log.storeFailed(error)
        }
    }
}
