import Glibc

/// Runs tasks on threads of its own, where libfcgi's blocking reads and writes may wait.
///
/// A task that suspends gives its thread to the next one.
final class BlockingExecutor: TaskExecutor {
    private let queue = JobQueue()

    /// - Parameter threadCount: how many tasks may run at a time.
    /// - Throws: ``FastCGIError`` when the system allows no further thread.
    init(threadCount: Int) throws(FastCGIError) {
        for _ in 0..<threadCount {
            let queue = queue
            try Thread.start(to: "run tasks") {
                while let (job, executor) = unsafe queue.next() { unsafe job.runSynchronously(on: executor) }
            }
        }
    }

    deinit { queue.close() }

    func enqueue(_ job: consuming ExecutorJob) { unsafe queue.append(UnownedJob(job), asUnownedTaskExecutor()) }
}

/// Jobs between the tasks that enqueue them and the threads that run them.
///
/// A condition variable because the waiting side is a thread; all state is behind the one mutex.
@safe private final class JobQueue: @unchecked Sendable {
    private typealias Entry = (UnownedJob, UnownedTaskExecutor)

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var entries: [Entry] = unsafe []
    private var first = 0
    private var isClosed = false

    init() {
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    func append(_ job: UnownedJob, _ executor: UnownedTaskExecutor) {
        unsafe pthread_mutex_lock(mutex)
        unsafe entries.append((job, executor))
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_signal(condition)
    }

    /// Waits for a job; nil once the queue is closed and empty.
    func next() -> (UnownedJob, UnownedTaskExecutor)? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while unsafe first == entries.count {
            if isClosed { return nil }
            unsafe pthread_cond_wait(condition, mutex)
        }
        let entry = unsafe entries[first]
        first += 1
        if unsafe first == entries.count {
            unsafe entries.removeAll(keepingCapacity: true)
            first = 0
        }
        return unsafe entry
    }

    func close() {
        unsafe pthread_mutex_lock(mutex)
        isClosed = true
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_broadcast(condition)
    }
}
