import Glibc

/// Counts requests in flight and holds back the threads that would take more at the bound.
///
/// All state is behind the one mutex.
@safe final class RequestFlow: @unchecked Sendable {
    private let limit: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let hasChanged = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var count = 0
    /// Places that waiting threads hold for what they wait for.
    private var reserved = 0
    private var phase = Phase.notYetOpen

    private enum Phase { case notYetOpen, open, closed }

    init(limit: Int) {
        self.limit = limit
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(hasChanged, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(hasChanged)
        unsafe pthread_mutex_destroy(mutex)
        unsafe hasChanged.deallocate()
        unsafe mutex.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return body()
    }

    /// How many requests are in flight.
    var inFlight: Int { locked { count } }

    /// Lets the first requests in.
    func open() { change(to: .open) }

    /// Lets nobody in any more.
    func close() { change(to: .closed) }

    private func change(to next: Phase) {
        locked {
            phase = next
            unsafe pthread_cond_broadcast(hasChanged)
        }
    }

    /// Waits for room and reserves a place.
    ///
    /// Blocks: for threads that accept only.
    /// - Parameter makeRoom: called before it waits with as many requests in flight as may be.
    /// - Returns: false once the flow is closed.
    func reserve(orElse makeRoom: () -> Void) -> Bool {
        if locked({ phase == .open && count >= limit }) { makeRoom() }
        return locked {
            while phase == .notYetOpen || phase == .open && count + reserved >= limit {
                unsafe pthread_cond_wait(hasChanged, mutex)
            }
            reserved += 1
            return phase == .open
        }
    }

    /// Turns a reserved place into a request in flight.
    func begin() {
        locked {
            reserved -= 1
            count += 1
        }
    }

    /// Ends a request in flight.
    func end() {
        locked {
            count -= 1
            unsafe pthread_cond_signal(hasChanged)
        }
    }
}
