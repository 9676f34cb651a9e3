import CMalloc

/// How the process keeps memory that it has freed.
enum ProcessMemory {
    /// Gives what a large body took back to the system, and lets few threads keep a heap of their own.
    ///
    /// By itself the C library takes ever larger blocks for small ones once one was freed, and a heap for each thread.
    static func giveBackWhatIsFreed() {
        mallopt(M_MMAP_THRESHOLD, 256 << 10)
        mallopt(M_TRIM_THRESHOLD, 1 << 20)
        mallopt(M_ARENA_MAX, 2)
    }
}
