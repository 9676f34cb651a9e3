import Glibc
import Synchronization

/// A server on raw sockets, for what a well-behaved one never does: broken, slow and odd answers.
///
/// It listens on a port the system chooses, or on a Unix socket, and runs `serve` on a thread for each connection.
@safe package final class LocalServer: Sendable {
    /// The port on 127.0.0.1; 0 for a Unix socket.
    package let port: Int
    private let listener: Int32
    private let count = Mutex(0)

    /// Listens on a free port, or at the path of a Unix socket.
    package init(unixSocket: String? = nil, _ serve: @escaping @Sendable (LocalConnection) -> Void) throws {
        let (listener, port) = try unixSocket.map { (try listen(at: $0), 0) } ?? bindToFreePort()
        guard Glibc.listen(listener, 64) == 0 else { throw LocalServerError(errno) }
        self.listener = listener
        self.port = port
        try startThread { [weak self] in
            while case let socket = accept(listener, nil, nil), socket >= 0 {
                self?.count.withLock { $0 += 1 }
                let connection = LocalConnection(socket: socket)
                try? startThread {
                    serve(connection)
                    connection.close()
                }
            }
            Glibc.close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// How many connections have been accepted so far.
    package var connectionCount: Int { count.withLock { $0 } }

    /// A port that refuses connections as long as the returned value lives.
    package static func refusingPort() throws -> RefusingPort {
        let (socket, port) = try bindToFreePort()
        return RefusingPort(socket: socket, port: port)
    }
}

/// A port that is taken but listened to by nobody.
package final class RefusingPort: Sendable {
    package let port: Int
    private let socket: Int32

    fileprivate init(socket: Int32, port: Int) {
        self.socket = socket
        self.port = port
    }

    deinit { close(socket) }
}

/// A system call of the server failed.
package struct LocalServerError: Error {
    package let code: Int32

    fileprivate init(_ code: Int32) { self.code = code }
}

private func bindToFreePort() throws -> (socket: Int32, port: Int) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
        }
    }
    guard isBound else { throw LocalServerError(errno) }
    return (socket, Int(UInt16(bigEndian: address.sin_port)))
}

private func listen(at path: String) throws -> Int32 {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8.prefix(107)) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = unsafe withUnsafePointer(to: address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(socket, $0, length) == 0 }
    }
    guard isBound else { throw LocalServerError(errno) }
    return socket
}

/// Runs `body` on a thread of its own.
package func startThread(_ body: @escaping @Sendable () -> Void) throws {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = unsafe Unmanaged.passRetained(Box(body)).toOpaque()
    let code = unsafe pthread_create(
        &thread, nil,
        { argument in
            guard let argument = unsafe argument else { return nil }
            unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
            return nil
        }, box)
    guard code == 0 else { throw LocalServerError(code) }
    pthread_detach(thread)
}
