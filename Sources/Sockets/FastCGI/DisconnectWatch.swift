import CFastCGI
import Glibc
import Synchronization

/// Tells requests that wait when the web server has closed their connection: the only sign that a client has gone.
///
/// One thread waits for all of them by epoll.
final class DisconnectWatch: Sendable {
    private let epoll: CInt
    private let actions = Mutex<[UInt64: @Sendable () -> Void]>([:])
    private let lastToken = Atomic<UInt64>(0)

    init() throws(FastCGIError) {
        epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw FastCGIError(call: "epoll_create1", errno: errno, about: "disconnect watch") }
        try Thread.start(to: "watch connections") { [self] in run() }
    }

    /// Watches a connection until ``stop(_:descriptor:)``; `action` runs at most once.
    func start(descriptor: CInt, action: @escaping @Sendable () -> Void) -> UInt64 {
        let token = lastToken.wrappingAdd(1, ordering: .relaxed).newValue
        actions.withLock { $0[token] = action }
        var event = unsafe epoll_event()
        unsafe event.events = EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue
        unsafe event.data.u64 = token
        unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)
        return token
    }

    /// Ends a watch; must come before the descriptor is closed.
    func stop(_ token: UInt64, descriptor: CInt) {
        _ = actions.withLock { $0.removeValue(forKey: token) }
        epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
    }

    private func run() {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            let count = unsafe epoll_wait(epoll, &events, CInt(events.count), -1)
            for index in 0..<Int(max(0, count)) {
                let token = unsafe events[index].data.u64
                let action = actions.withLock { $0.removeValue(forKey: token) }
                action?()
            }
        }
    }
}
