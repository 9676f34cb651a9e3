import FastCGI
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Which sockets a worker listens on, and what it says of others.
@Suite(.timeLimit(.minutes(1)))
struct ListeningSocketTests {
    @Test(
        "an address that cannot be listened on is refused by name",
        arguments: [
            ("unix:", "unix:: the path of a socket has 1 to 107 bytes"),
            ("unix:/" + String(repeating: "a", count: 107), "the path of a socket has 1 to 107 bytes"),
            ("unix:/no/such/folder/a.sock", "unix:/no/such/folder/a.sock: bind: No such file or directory"),
            ("", ": expected unix:PATH or HOST:PORT"),
            ("localhost", "localhost: expected unix:PATH or HOST:PORT"),
            ("localhost:", "localhost:: expected unix:PATH or HOST:PORT"),
            ("localhost:http", "localhost:http: expected unix:PATH or HOST:PORT"),
            ("127.0.0.1:65536", "127.0.0.1:65536: expected unix:PATH or HOST:PORT"),
            ("127.0.0.1:-1", "127.0.0.1:-1: expected unix:PATH or HOST:PORT"),
            ("no such host:80", "no such host:80: the host is not known"),
            ("192.0.2.1:9", "192.0.2.1:9: bind: Cannot assign requested address"),
        ])
    func refusesAddresses(_ row: (address: String, message: String)) throws {
        let error = try #require(throws: FastCGIError.self) { try ListeningSocket(opening: row.address) }
        #expect(error.description.hasSuffix(row.message))
    }

    @Test("TCP addresses are listened on", arguments: ["127.0.0.1:0", ":0", "localhost:0"] + ipv6Addresses)
    func opensTCP(address: String) throws {
        let socket = try ListeningSocket(opening: address)
        defer { close(socket.descriptor) }
        #expect(try #require(socket.port) > 0)
    }

    @Test("a port in use is refused by its address")
    func refusesUsedPorts() throws {
        let socket = try ListeningSocket(opening: "127.0.0.1:0")
        defer { close(socket.descriptor) }
        let address = "127.0.0.1:\(try #require(socket.port))"
        let error = try #require(throws: FastCGIError.self) { try ListeningSocket(opening: address) }
        #expect(error.description == "\(address): bind: Address already in use")
    }

    @Test("a socket that an earlier worker left at the path is replaced")
    func replacesOldSockets() throws {
        let folder = try TemporaryFolder()
        let address = "unix:\(folder.file("a.sock"))"
        for _ in 0..<2 {
            let socket = try ListeningSocket(opening: address)
            #expect(socket.port == nil)
            close(socket.descriptor)
        }
    }

    @Test("a file at the path is no socket of ours and stays")
    func keepsFiles() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.sock")
        try Data("precious".utf8).write(to: URL(filePath: path))
        let error = try #require(throws: FastCGIError.self) { try ListeningSocket(opening: "unix:\(path)") }
        #expect(error.description == "unix:\(path): bind: Address already in use")
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("precious".utf8))
    }

    @Test("standard input is taken when it is a listening socket, and refused with what to do when not")
    func inheritsStandardInput() throws {
        let folder = try TemporaryFolder()
        let socket = try ListeningSocket(opening: "unix:\(folder.file("a.sock"))")
        let input = dup(0)
        let null = unsafe open("/dev/null", O_RDONLY)
        defer {
            dup2(input, 0)
            for descriptor in [input, null, socket.descriptor] { close(descriptor) }
        }
        dup2(socket.descriptor, 0)
        #expect(try ListeningSocket.inherited().descriptor == 0)
        dup2(null, 0)
        let error = try #require(throws: FastCGIError.self) { try ListeningSocket.inherited() }
        #expect(error.description.contains("spawn-fcgi or systemd"))
        #expect(error.description.contains("--listen unix:PATH"))
    }

    /// None on a machine without IPv6.
    private static let ipv6Addresses = unsafe access("/proc/net/if_inet6", R_OK) == 0 ? ["[::1]:0"] : []
}
