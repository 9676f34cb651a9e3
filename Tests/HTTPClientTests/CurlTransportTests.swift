import HTTP
import HTTPClient
import TestSupport
import Testing

struct CurlTransportTests {
    // Pauses of a busy machine must not look like idle connections.
    private let transport = try? CurlTransport(idleConnectionAge: .seconds(3_600))

    private func send(_ request: OutgoingRequest) async throws -> HTTPResponse {
        try await #require(transport).send(request)
    }

    private func failure(_ request: OutgoingRequest) async throws -> TransportError {
        try await #require(throws: TransportError.self) { try await send(request) }
    }

    @Test("an answer keeps its status, its fields in order and its body")
    func answer() async throws {
        let server = try LocalServer {
            $0.answerAll(
                "HTTP/1.1 404 Not Found\r\nX-One: 1\r\nSet-Cookie: a\r\nset-cookie:  b \r\nContent-Length: 3\r\n\r\nabc"
            )
        }
        let response = try await send(OutgoingRequest(.get, server.url))
        #expect(response.status == 404)
        #expect(response.text == "abc")
        #expect(response.fields["x-one"] == "1")
        #expect(response.fields.values(of: "set-cookie") == ["a", "b"])
    }

    @Test("requests one after another share a connection")
    func keepAlive() async throws {
        let server = try LocalServer { $0.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") }
        for _ in 0..<20 { _ = try await send(OutgoingRequest(.get, server.url)) }
        #expect(server.connectionCount == 1)
    }

    @Test("a request that must not be repeated gets a connection of its own")
    func freshConnection() async throws {
        let server = try LocalServer { $0.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") }
        _ = try await send(OutgoingRequest(.get, server.url))
        _ = try await send(OutgoingRequest(.put, server.url, isRepeatable: false))
        #expect(server.connectionCount == 2)
    }

    @Test(
        "the request line, the fields and the body arrive as given",
        arguments: [
            (HTTPMethod.get, "", "GET /a?b=%2B HTTP/1.1\r\n"), (.post, "{}", "POST /a?b=%2B HTTP/1.1\r\n"),
            (.put, "x", "PUT /a?b=%2B HTTP/1.1\r\n"), (.delete, "", "DELETE /a?b=%2B HTTP/1.1\r\n"),
            (.post, "", "POST /a?b=%2B HTTP/1.1\r\n"),
        ])
    func request(method: HTTPMethod, body: String, line: String) async throws {
        let server = try LocalServer { connection in
            guard let request = connection.readRequest() else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.utf8.count)\r\n\r\n\(request)")
        }
        let fields: HTTPFields = ["x-empty": "", "authorization": "Bearer abc"]
        let url = server.url + "/a?b=%2B"
        let echo = try await send(OutgoingRequest(method, url, fields: fields, body: Array(body.utf8))).text
        #expect(echo.hasPrefix(line))
        #expect(echo.hasSuffix("\r\n\r\n" + body))
        #expect(echo.contains("\r\nauthorization: Bearer abc\r\n"))
        #expect(echo.contains("\r\nx-empty:\r\n"))
        #expect(!echo.lowercased().contains("\r\nexpect:") && !echo.lowercased().contains("\r\ncontent-type:"))
        #expect(method != .post && method != .put || echo.contains("\r\nContent-Length: \(body.utf8.count)\r\n"))
    }

    @Test(
        "bodies of every framing are read",
        arguments: [
            "HTTP/1.0 200 OK\r\n\r\nhello", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        ])
    func framing(answer: String) async throws {
        let server = try LocalServer { connection in
            _ = connection.readRequest()
            connection.write(answer)
        }
        let response = try await send(OutgoingRequest(.get, server.url))
        #expect(response.text == "hello")
        #expect(response.fields["link"] == nil)
    }

    @Test("a compressed body is asked for and unpacked")
    func compression() async throws {
        // "hello" by gzip.
        let packed: [UInt8] = [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 203, 72, 205, 201, 201, 7, 0, 134, 166, 16, 54, 5, 0, 0, 0,
        ]
        let server = try LocalServer { connection in
            guard let request = connection.readRequest(), request.contains("gzip") else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
            connection.write(packed)
        }
        #expect(try await send(OutgoingRequest(.get, server.url)).text == "hello")
        let error = try await failure(OutgoingRequest(.get, server.url, largestBody: 4))
        #expect(error.code == .bodyTooLarge)
    }

    @Test("redirects are answers")
    func redirect() async throws {
        let server = try LocalServer { $0.answerAll("HTTP/1.1 307 Moved\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n") }
        let response = try await send(OutgoingRequest(.get, server.url))
        #expect(response.status == 307)
        #expect(response.fields["location"] == "/b")
    }

    @Test("a body past the limit ends the transfer", arguments: ["Content-Length: 11\r\n", "Connection: close\r\n"])
    func tooLarge(framing: String) async throws {
        let server = try LocalServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n\(framing)\r\nhello world")
        }
        let error = try await failure(OutgoingRequest(.get, server.url, largestBody: 10))
        #expect(error.code == .bodyTooLarge)
        #expect(error.description.contains("10 bytes"))
    }

    @Test(
        "answers that end too early are interruptions",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
            "nonsense\r\n\r\n",
        ])
    func truncated(answer: String) async throws {
        let server = try LocalServer { connection in
            _ = connection.readRequest()
            connection.write(answer)
        }
        #expect(try await failure(OutgoingRequest(.get, server.url)).code == .interrupted)
    }

    @Test("a port nobody listens on is unreachable")
    func refused() async throws {
        let refusing = try LocalServer.refusingPort()
        let error = try await failure(OutgoingRequest(.get, "http://127.0.0.1:\(refusing.port)/secret"))
        #expect(error.code == .unreachable)
        #expect(error.description.contains("127.0.0.1:\(refusing.port)") && !error.description.contains("secret"))
    }

    @Test("a silent server runs into the deadline")
    func deadline() async throws {
        let server = try LocalServer { $0.waitForClose() }
        #expect(try await failure(OutgoingRequest(.get, server.url, deadline: .milliseconds(30))).code == .timedOut)
    }

    @Test("cancelling the task closes the connection")
    func cancellation() async throws {
        let (steps, step) = AsyncStream.makeStream(of: String.self)
        let server = try LocalServer { connection in
            _ = connection.readRequest()
            step.yield("asked")
            connection.waitForClose()
            step.yield("closed")
        }
        let transport = try #require(transport)
        let url = server.url
        let task = Task { try await transport.send(OutgoingRequest(.get, url)) }
        var iterator = steps.makeAsyncIterator()
        #expect(await iterator.next() == "asked")
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(await iterator.next() == "closed")
    }

    @Test("a task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        let server = try LocalServer { $0.waitForClose() }
        let transport = try #require(transport)
        let url = server.url
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await transport.send(OutgoingRequest(.get, url))
        }
        #expect(await #expect(throws: TransportError.self) { try await task.value }?.code == .cancelled)
        #expect(server.connectionCount == 0)
    }

    @Test("a Unix socket stands for the URL's host")
    func unixSocket() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("internal.sock")
        let server = try LocalServer(unixSocket: path) {
            $0.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        }
        let response = try await send(OutgoingRequest(.post, "http://internal/x", unixSocket: path))
        #expect(response.text == "ok")
        #expect(server.connectionCount == 1)
    }

    @Test(
        "requests that cannot be sent as given are refused",
        arguments: [
            OutgoingRequest(.get, "ftp://localhost/"), OutgoingRequest(.get, "file:///etc/passwd"),
            OutgoingRequest(.get, "http://localhost/a b"), OutgoingRequest(.get, "http://user:secret@localhost/"),
            OutgoingRequest(.get, "http://localhost/\r\nX: y"), OutgoingRequest(.get, "http://"),
            OutgoingRequest(.get, "http://localhost/", fields: ["x": "a\r\nb: c"]),
            OutgoingRequest(HTTPMethod(rawValue: "GET /\r\n"), "http://localhost/"),
        ])
    func invalid(request: OutgoingRequest) async throws {
        let error = try await failure(request)
        #expect(error.code == .invalidRequest)
        #expect(!error.description.contains("secret"))
    }

    @Test("many requests at once are answered each with its own body")
    func concurrency() async throws {
        let server = try LocalServer { connection in
            while let request = connection.readRequest() {
                let path = request.split(separator: " ")[1]
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)")
            }
        }
        let transport = try #require(transport)
        let url = server.url
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<300 {
                group.addTask { (number, try await transport.send(OutgoingRequest(.get, "\(url)/\(number)")).text) }
            }
            for try await (number, text) in group { #expect(text == "/\(number)") }
        }
        #expect(server.connectionCount <= 64)
    }
}
