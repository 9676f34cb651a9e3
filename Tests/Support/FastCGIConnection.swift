import Dispatch
import Glibc

/// A web server's connection to a FastCGI application: sends one request, reads its answer piece by piece.
///
/// Reads and writes block a thread of the connection's own, never one that tasks run on; none waits longer than 20 s, so
/// that an application which falls silent fails a test and does not hang it.
package final class FastCGIConnection: Sendable {
    private let socket: Int32
    private let queue = DispatchQueue(label: "FastCGIConnection")

    /// Connects to an application that listens on a Unix socket.
    /// - Throws: ``FastCGIConnectionError`` when nobody listens there.
    package init(unixSocket path: String) throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: path.utf8.prefix($0.count - 1))
        }
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard code == 0 else { throw FastCGIConnectionError(socket) }
        Self.limitWaits(socket)
    }

    /// Connects to an application on 127.0.0.1.
    /// - Throws: ``FastCGIConnectionError`` when nobody listens there.
    package init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw FastCGIConnectionError(socket) }
        Self.limitWaits(socket)
    }

    deinit { Glibc.close(socket) }

    /// Sends bytes as they are; what an application that has closed does not take is dropped.
    package func send(_ bytes: [UInt8]) async {
        await onQueue { [socket] in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes {
                    unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                rest.removeFirst(count)
            }
        }
    }

    /// The next record, of those kinds that tests know; nil once the application has closed the connection.
    package func receive() async -> FastCGIRecord? {
        await onQueue { [socket] in
            guard let header = Self.read(8, from: socket) else { return nil }
            let count = Int(header[4]) << 8 | Int(header[5])
            guard let content = Self.read(count + Int(header[6]), from: socket) else { return nil }
            return FastCGIRecord.Kind(rawValue: header[1]).map { FastCGIRecord($0, Array(content.prefix(count))) }
        }
    }

    /// Closes both directions, as a web server does whose client has gone.
    package func close() { shutdown(socket, Int32(SHUT_RDWR)) }

    private static func limitWaits(_ socket: Int32) {
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    private func onQueue<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }

    private static func read(_ count: Int, from socket: Int32) -> [UInt8]? {
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        let received = unsafe bytes.withUnsafeMutableBytes {
            unsafe recv(socket, $0.baseAddress, $0.count, Int32(MSG_WAITALL))
        }
        return received == count ? bytes : nil
    }
}

/// The connection could not be opened.
package struct FastCGIConnectionError: Error {
    package let errno: Int32

    fileprivate init(_ socket: Int32) {
        errno = Glibc.errno
        Glibc.close(socket)
    }
}
