import State
import Synchronization

/// The calls of legacy sessions that run in this worker, so that `notifications/cancelled` can end them.
final class CallRegistry: Sendable {
    private let calls = Mutex<[Cancellations.Call: @Sendable () -> Void]>([:])

    var running: [Cancellations.Call] { calls.withLock { Array($0.keys) } }

    func add(_ call: Cancellations.Call, cancel: @escaping @Sendable () -> Void) {
        calls.withLock { $0[call] = cancel }
    }

    func remove(_ call: Cancellations.Call) { _ = calls.withLock { $0.removeValue(forKey: call) } }

    /// Cancels a call; false when it does not run here.
    func cancel(_ call: Cancellations.Call) -> Bool {
        guard let cancel = calls.withLock({ $0[call] }) else { return false }
        cancel()
        return true
    }
}
