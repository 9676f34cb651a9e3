import CFastCGI
import Glibc
import Synchronization

/// Waits by epoll for new connections, and for the next request on those that the web server keeps: a connection that
/// waits holds no thread.
final class ConnectionPoller: Sendable {
    /// What a thread has to look after.
    struct Event {
        fileprivate let token: UInt64
        fileprivate let hasHungUp: Bool
    }

    private struct State {
        enum Phase { case accepting, dismissing, ended }
        var phase = Phase.accepting
        /// By their descriptors.
        var parked: [CInt: FastCGIConnection] = [:]
    }

    private let socket: ListeningSocket
    private let patience: Duration
    private let epoll: CInt
    /// Readable from the end on, for all threads.
    private let ending: CInt
    private let state = Mutex(State())

    /// How long the web server may take to close the connections that it was asked to close.
    static let partingTime = Duration.seconds(1)

    private static let newConnection = UInt64.max
    private static let end = UInt64.max - 1

    /// - Parameters:
    ///   - socket: where connections arrive.
    ///   - patience: how long a read or a write on a connection may wait for the web server.
    /// - Throws: ``FastCGIError`` when the system has no more descriptors.
    init(socket: ListeningSocket, patience: Duration) throws(FastCGIError) {
        self.socket = socket
        self.patience = patience
        epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
        ending = eventfd(0, CInt(EFD_CLOEXEC))
        // Several threads and workers hear of one connection, and all but one find it gone.
        socket.stopWaiting()
        guard wait(for: EPOLLIN.rawValue, on: socket.descriptor, as: Self.newConnection, EPOLL_CTL_ADD),
            wait(for: EPOLLIN.rawValue, on: ending, as: Self.end, EPOLL_CTL_ADD)
        else { throw FastCGIError(call: "epoll", errno: errno, about: "waiting for requests") }
    }

    deinit {
        close(epoll)
        close(ending)
    }

    /// Waits until there is something to look after; nil from the end on.
    func next() -> Event? {
        var event = unsafe epoll_event()
        while unsafe epoll_wait(epoll, &event, 1, -1) != 1 {
            guard errno == EINTR else { return nil }
        }
        let (token, events) = unsafe (event.data.u64, event.events)
        guard token != Self.end else { return nil }
        return Event(token: token, hasHungUp: events & ~EPOLLIN.rawValue != 0)
    }

    /// The connection on which a request can be read; nil when it has ended, or is new and has brought none yet.
    func connection(with event: Event) -> FastCGIConnection? {
        if event.token == Self.newConnection { return accept() }
        let parked = state.withLock { $0.parked.removeValue(forKey: CInt(truncatingIfNeeded: event.token)) }
        guard let parked, event.hasHungUp, parked.arrival() != .bytes else { return parked }
        parked.close()
        return nil
    }

    private func accept() -> FastCGIConnection? {
        guard let descriptor = socket.accept(patience: patience) else {
            if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
                dismissParked()
                // Trying again at once would only burn the core.
                usleep(1_000)
            }
            return nil
        }
        let connection = FastCGIConnection(accepted: descriptor)
        switch connection.arrival() {
        case .bytes: return connection
        case .nothing: park(connection)
        case .end: connection.close()
        }
        return nil
    }

    /// Waits for the next request on a connection, which is the poller's from now on.
    func park(_ connection: FastCGIConnection) {
        let isParked = state.withLock { state in
            guard state.phase != .ended else { return false }
            if state.phase == .dismissing { connection.dismiss() }
            // First, because a thread may hear of it at once.
            state.parked[connection.descriptor] = connection
            let change = connection.isPolled ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
            connection.isPolled = true
            let events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue
            return wait(for: events, on: connection.descriptor, as: UInt64(connection.descriptor), change)
        }
        if !isParked { forget(connection) }
    }

    /// Asks the web server to close the connections that wait, and closes those where it did not follow; a request that
    /// is under way on one is served all the same.
    func dismissParked() {
        let staying = state.withLock { state in
            for connection in state.parked.values { connection.dismiss() }
            return state.parked.values.filter { $0.staysAfterDismissal(for: Self.partingTime) }
        }
        for connection in staying { forget(connection) }
    }

    /// Accepts no more connections, and asks the web server to close those that wait or will wait.
    func stopAccepting() {
        epoll_ctl(epoll, EPOLL_CTL_DEL, socket.descriptor, nil)
        state.withLock { $0.phase = .dismissing }
        dismissParked()
    }

    /// Whether no connection waits.
    var isEmpty: Bool { state.withLock(\.parked.isEmpty) }

    /// Closes the connections that wait, and ends the waiting of all threads.
    func end() {
        let parked = state.withLock { state in
            state.phase = .ended
            defer { state.parked = [:] }
            return state.parked
        }
        for connection in parked.values { connection.close() }
        eventfd_write(ending, 1)
    }

    private func forget(_ connection: FastCGIConnection) {
        _ = state.withLock { $0.parked.removeValue(forKey: connection.descriptor) }
        connection.close()
    }

    private func wait(for events: UInt32, on descriptor: CInt, as token: UInt64, _ change: CInt) -> Bool {
        var event = unsafe epoll_event()
        unsafe event.events = events
        unsafe event.data.u64 = token
        return unsafe epoll_ctl(epoll, change, descriptor, &event) == 0
    }
}
