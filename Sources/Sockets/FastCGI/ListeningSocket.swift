import Glibc

/// A socket on which the web server's connections arrive.
package struct ListeningSocket: Sendable, Hashable {
    package let descriptor: CInt

    /// The socket that the parent process left on descriptor 0, as FastCGI's convention is.
    /// - Throws: ``FastCGIError`` when descriptor 0 is no listening socket.
    package static func inherited() throws(FastCGIError) -> ListeningSocket {
        var isListening: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        let code = unsafe getsockopt(0, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size)
        guard code == 0, isListening != 0 else {
            throw FastCGIError(
                "standard input is no listening socket: start the worker by spawn-fcgi or systemd, "
                    + "or give --listen unix:PATH or --listen HOST:PORT")
        }
        return ListeningSocket(descriptor: 0)
    }

    /// Opens a socket.
    /// - Parameters:
    ///   - address: `unix:PATH`, or `HOST:PORT` with a numeric address or a name; `:PORT` listens on all addresses.
    ///   - backlog: how many connections the kernel keeps waiting.
    /// - Throws: ``FastCGIError`` that names the address and the reason.
    package init(opening address: String, backlog: CInt = 4_096) throws(FastCGIError) {
        if address.hasPrefix("unix:") {
            descriptor = try Self.openUnix(String(address.dropFirst(5)))
        } else {
            descriptor = try Self.openTCP(address)
        }
        guard listen(descriptor, backlog) == 0 else {
            let reason = FastCGIError(call: "listen", errno: errno, about: address)
            Glibc.close(descriptor)
            throw reason
        }
    }

    private init(descriptor: CInt) { self.descriptor = descriptor }

    /// Makes ``accept(patience:)`` return nil instead of waiting.
    func stopWaiting() { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }

    /// Takes a connection that has arrived.
    /// - Parameter patience: how long a later read or write on the connection may wait for the web server.
    /// - Returns: the connection's descriptor; nil, with `errno` set, when there is none or it cannot be taken.
    func accept(patience: Duration) -> CInt? {
        let connection = Glibc.accept(descriptor, nil, nil)
        guard connection >= 0 else { return nil }
        var limit = timeval(
            tv_sec: Int(patience.components.seconds),
            tv_usec: Int(patience.components.attoseconds / 1_000_000_000_000))
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            unsafe setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        var yes: CInt = 1
        // Answers go out at once; no such option on a Unix socket, and no need of it.
        unsafe setsockopt(connection, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
        return connection
    }

    /// The port of a TCP socket, for one that was opened with port 0; nil for a Unix socket.
    package var port: Int? {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        // The port stands at the same place for both families.
        let isTCP = [AF_INET, AF_INET6].contains(CInt(address.sin_family))
        return code == 0 && isTCP ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }

    private static func openUnix(_ path: String) throws(FastCGIError) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path) - 1
        guard !path.isEmpty, path.utf8.count <= capacity else {
            throw FastCGIError("unix:\(path): the path of a socket has 1 to \(capacity) bytes")
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw FastCGIError(call: "socket", errno: errno, about: "unix:\(path)") }
        removeSocket(path)
        let code = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard code == 0 else {
            let reason = FastCGIError(call: "bind", errno: errno, about: "unix:\(path)")
            Glibc.close(descriptor)
            throw reason
        }
        return descriptor
    }

    // What an earlier worker left; anything else at the path is not ours to remove.
    private static func removeSocket(_ path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        unsafe unlink(path)
    }

    private static func openTCP(_ address: String) throws(FastCGIError) -> CInt {
        guard let colon = address.lastIndex(of: ":"), UInt16(address[address.index(after: colon)...]) != nil else {
            throw FastCGIError("\(address): expected unix:PATH or HOST:PORT")
        }
        let host = address[..<colon].trimming("[]")
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE
        unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let port = String(address[address.index(after: colon)...])
        let code = unsafe getaddrinfo(host.isEmpty ? "0.0.0.0" : host, port, &hints, &found)
        guard code == 0, let info = unsafe found else { throw FastCGIError("\(address): the host is not known") }
        defer { unsafe freeaddrinfo(info) }
        let descriptor = unsafe socket(info.pointee.ai_family, info.pointee.ai_socktype, info.pointee.ai_protocol)
        guard descriptor >= 0 else { throw FastCGIError(call: "socket", errno: errno, about: address) }
        var yes: CInt = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
        guard unsafe bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 else {
            let reason = FastCGIError(call: "bind", errno: errno, about: address)
            Glibc.close(descriptor)
            throw reason
        }
        return descriptor
    }
}

extension Substring {
    fileprivate func trimming(_ characters: String) -> String {
        String(drop { characters.contains($0) }.reversed().drop { characters.contains($0) }.reversed())
    }
}
