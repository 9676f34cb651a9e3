import Glibc
import Synchronization

/// Counts requests in flight, holds back the accepting threads at the bound, and tells when all are done.
@safe final class RequestFlow: @unchecked Sendable {
    private let limit: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let hasRoom = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var count = 0
    private var isOpen = false
    private var isClosed = false
    /// The threads that accept.
    private var acceptors: [pthread_t] = []
    private var whenClosed: CheckedContinuation<Void, Never>?
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

    /// Lets the first requests in.
    func open() {
        locked {
            isOpen = true
            unsafe pthread_cond_broadcast(hasRoom)
        }
    }

    /// Waits for room and takes a place; false once the flow is closed.
    ///
    /// Blocks: for accepting threads only.
    func enter() -> Bool {
        locked {
            while (count >= limit || !isOpen) && !isClosed { unsafe pthread_cond_wait(hasRoom, mutex) }
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
        let waiting: CheckedContinuation<Void, Never>? = locked {
            isClosed = true
            unsafe pthread_cond_broadcast(hasRoom)
            defer { whenClosed = nil }
            return whenClosed
        }
        waiting?.resume()
    }

    /// Waits until the flow is closed.
    func closed() async {
        await withCheckedContinuation { continuation in
            let isOver = locked {
                if !isClosed { whenClosed = continuation }
                return isClosed
            }
            if isOver { continuation.resume() }
        }
    }

    /// Says that the thread that calls accepts from now on.
    func beginAccepting() { locked { acceptors.append(pthread_self()) } }

    /// Says that the thread that calls, which began, accepts no more.
    func endAccepting() { locked { acceptors.removeAll { pthread_equal($0, pthread_self()) != 0 } } }

    /// Sends a signal to the accepting threads, all of which are sure to live; false once all have ended.
    func signalAcceptors(_ signal: CInt) -> Bool {
        locked {
            for thread in acceptors { pthread_kill(thread, signal) }
            return !acceptors.isEmpty
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
