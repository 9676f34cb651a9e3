import Glibc
import HTTP
import HTTPClient
import TestSupport
import Testing

/// Against `openssl s_server`, which answers every request with a page and closes.
@Suite(.enabled(if: Command.exists("openssl"), "needs the openssl program"))
struct CurlTransportTLSTests {
    private let folder: TemporaryFolder
    private let certificate: String
    private let server: Command
    private let port: String

    init() throws {
        folder = try TemporaryFolder()
        certificate = folder.file("certificate.pem")
        try Self.makeCertificate(in: folder)
        server = try Command([
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", certificate, "-key",
            folder.file("key.pem"),
        ])
        var line = server.readLine()
        while let text = line, !text.hasPrefix("ACCEPT ") { line = server.readLine() }
        port = try String(#require(line?.split(separator: ":").last))
    }

    private static func makeCertificate(in folder: TemporaryFolder) throws {
        let command = try Command([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder.file("key.pem"),
            "-out", folder.file("certificate.pem"),
        ])
        try #require(command.succeeded())
    }

    private func send(_ tls: TLSPolicy, host: String = "localhost") async throws -> Int {
        let transport = try CurlTransport()
        return try await transport.send(OutgoingRequest(.get, "https://\(host):\(port)/", tls: tls)).status.rawValue
    }

    @Test("a certificate that an authority in the file signed is trusted")
    func trusted() async throws { #expect(try await send(TLSPolicy(authorityFile: certificate)) == 200) }

    @Test("any certificate is accepted when the operator asks for it")
    func unverified() async throws { #expect(try await send(TLSPolicy(verifiesPeer: false), host: "127.0.0.1") == 200) }

    @Test("an unknown authority is refused with what to do")
    func unknownAuthority() async throws {
        let error = try await #require(throws: TransportError.self) { try await send(TLSPolicy()) }
        #expect(error.code == .untrustedCertificate)
        #expect(error.description.contains("localhost:\(port)"))
    }

    @Test("a certificate of another name is refused")
    func otherName() async throws {
        let error = try await #require(throws: TransportError.self) {
            try await send(TLSPolicy(authorityFile: certificate), host: "127.0.0.1")
        }
        #expect(error.code == .untrustedCertificate)
    }

    @Test("an authority file that is not there is named")
    func noAuthorityFile() async throws {
        let error = try await #require(throws: TransportError.self) {
            try await send(TLSPolicy(authorityFile: "/nowhere.pem"))
        }
        #expect(error.code == .tls)
        #expect(error.description.contains("/nowhere.pem"))
    }

    @Test("a client certificate that is not there is a TLS error")
    func noClientCertificate() async throws {
        let policy = TLSPolicy(authorityFile: certificate, certificateFile: "/nowhere.pem", keyFile: "/nowhere.key")
        let error = try await #require(throws: TransportError.self) { try await send(policy) }
        #expect(error.code == .tls)
    }
}
