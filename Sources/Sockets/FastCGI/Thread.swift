import Dispatch
import Glibc

/// A POSIX thread that is never joined.
enum Thread {
    /// Starts a thread that runs `body` and ends.
    /// - Parameters:
    ///   - work: what the thread does, for the error.
    ///   - body: runs on the thread.
    /// - Throws: ``FastCGIError`` when the system allows no further thread.
    static func start(to work: String, _ body: @escaping @Sendable () -> Void) throws(FastCGIError) {
        let box = unsafe Unmanaged.passRetained(Body(run: body))
        var identifier = pthread_t()
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        let code = unsafe pthread_create(
            &identifier, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        unsafe pthread_attr_destroy(&attributes)
        guard code == 0 else {
            unsafe box.release()
            throw FastCGIError(call: "pthread_create", errno: code, about: "a thread to \(work)")
        }
    }

    /// Makes sure that so many further threads can be had: the runtime asks for its own again and again without a word.
    /// - Throws: ``FastCGIError`` when the system allows fewer.
    static func ensureRoom(for count: Int) throws(FastCGIError) {
        let ended = DispatchSemaphore(value: 0)
        var started = 0
        defer { for _ in 0..<started { ended.signal() } }
        for _ in 0..<count {
            try start(to: "go on with what has waited") { ended.wait() }
            started += 1
        }
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
