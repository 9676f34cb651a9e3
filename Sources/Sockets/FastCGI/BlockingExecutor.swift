import Glibc

/// Runs tasks on threads of its own, where libfcgi's blocking reads and writes may wait, and their beginnings on the
/// threads that start them.
///
/// A task that suspends gives its thread to the next one.
final class BlockingExecutor: TaskExecutor {
    private let queue = JobQueue()
    /// Where a thread keeps a pointer to the job it shall run itself.
    private let ownJob: pthread_key_t

    /// - Parameter threadCount: how many tasks that have waited may run at a time.
    /// - Throws: ``FastCGIError`` when the system allows no further thread, or no further value of threads.
    init(threadCount: Int) throws(FastCGIError) {
        var key = pthread_key_t()
        let code = unsafe pthread_key_create(&key, nil)
        guard code == 0 else {
            throw FastCGIError(call: "pthread_key_create", errno: code, about: "a worker's threads")
        }
        ownJob = key
        for _ in 0..<threadCount {
            let queue = queue
            try Thread.start(to: "run tasks") {
                while let (job, executor) = unsafe queue.next() { unsafe job.runSynchronously(on: executor) }
            }
        }
    }

    deinit {
        queue.close()
        pthread_key_delete(ownJob)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        guard let own = unsafe pthread_getspecific(ownJob) else {
            return unsafe queue.append(job, asUnownedTaskExecutor())
        }
        pthread_setspecific(ownJob, nil)
        unsafe own.assumingMemoryBound(to: UnownedJob?.self).pointee = job
    }

    /// Starts a task on this executor and runs it on this very thread up to its first wait: most requests end there,
    /// and need no second thread to be woken.
    /// - Parameter start: makes the task.
    func runHere(_ start: () -> Void) {
        var job: UnownedJob?
        unsafe withUnsafeMutablePointer(to: &job) { own in
            unsafe pthread_setspecific(ownJob, own)
            start()
            pthread_setspecific(ownJob, nil)
        }
        unsafe job?.runSynchronously(on: asUnownedTaskExecutor())
    }
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
