import MCP
import Synchronization

/// The calls of legacy sessions that run in this worker, so that `notifications/cancelled` can end them.
final class CallRegistry: Sendable {
    struct Key: Hashable, Sendable {
        let session: String
        let request: RequestID
    }

    private let calls = Mutex<[Key: @Sendable () -> Void]>([:])

    var isEmpty: Bool { calls.withLock(\.isEmpty) }

    func add(_ key: Key, cancel: @escaping @Sendable () -> Void) { calls.withLock { $0[key] = cancel } }

    func remove(_ key: Key) { _ = calls.withLock { $0.removeValue(forKey: key) } }

    /// Cancels a call; false when it does not run here.
    func cancel(_ key: Key) -> Bool {
        guard let cancel = calls.withLock({ $0[key] }) else { return false }
        cancel()
        return true
    }
}
