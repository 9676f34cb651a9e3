import Glibc
import Synchronization

/// Counts requests in flight, holds back the accept thread at the bound, and tells when all are done.
@safe final class RequestFlow: @unchecked Sendable {
    private let limit: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let hasRoom = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var count = 0
    private var isClosed = false
    private var isAccepting = true
    private var whenAcceptingEnds: CheckedContinuation<Void, Never>?
    private var whenEmpty: CheckedContinuation<Void, Never>?

    init(limit: Int) {
        self.limit = limit
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(hasRoom, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(hasRoom)
        unsafe pthread_mutex_destroy(mutex)
        unsafe hasRoom.deallocate()
        unsafe mutex.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Waits for room and takes a place; false once the flow is closed.
    ///
    /// Blocks: for the accept thread only.
    func enter() -> Bool {
        locked {
            while count >= limit && !isClosed { unsafe pthread_cond_wait(hasRoom, mutex) }
            guard !isClosed else { return false }
            count += 1
            return true
        }
    }

    func leave() {
        let waiting: CheckedContinuation<Void, Never>? = locked {
            count -= 1
            unsafe pthread_cond_signal(hasRoom)
            guard count == 0 else { return nil }
            defer { whenEmpty = nil }
            return whenEmpty
        }
        waiting?.resume()
    }

    func close() {
        locked {
            isClosed = true
            unsafe pthread_cond_broadcast(hasRoom)
        }
    }

    func endAccepting() {
        let waiting: CheckedContinuation<Void, Never>? = locked {
            isAccepting = false
            defer { whenAcceptingEnds = nil }
            return whenAcceptingEnds
        }
        waiting?.resume()
    }

    /// Runs `action` while the accept thread is sure to live; false once it has ended.
    func whileAccepting(_ action: () -> Void) -> Bool {
        locked {
            if isAccepting { action() }
            return isAccepting
        }
    }

    func acceptingEnded() async {
        await withCheckedContinuation { continuation in
            let isOver = locked {
                if isAccepting { whenAcceptingEnds = continuation }
                return !isAccepting
            }
            if isOver { continuation.resume() }
        }
    }

    /// Waits until nothing is in flight, `limit` at the most.
    /// - Returns: how many requests are still in flight.
    func drained(within limit: Duration) async -> Int {
        var timer: Task<Void, any Error>?
        await withCheckedContinuation { continuation in
            let isEmpty = locked {
                if count > 0 { whenEmpty = continuation }
                return count == 0
            }
            if isEmpty { return continuation.resume() }
            // Begun only now, so that it finds whom to resume; unstructured, because the task that calls is cancelled
            // already and its sleep would end at once.
            timer = Task.detached { [self] in
                try await Task.sleep(for: limit)
                resumeWhenEmpty()
            }
        }
        timer?.cancel()
        return locked { count }
    }

    private func resumeWhenEmpty() {
        let waiting: CheckedContinuation<Void, Never>? = locked {
            defer { whenEmpty = nil }
            return whenEmpty
        }
        waiting?.resume()
    }
}
