import FastCGI
import HTTP
import TestSupport
import Testing

/// Connections that the web server keeps: what comes on them one after another, and how they end without losing a request.
@Suite(.timeLimit(.minutes(1)))
struct KeptConnectionTests {
    @Test("requests of all kinds follow one another on a connection, each with its own answer")
    func servesOneAfterAnother() async throws {
        try await RunningServer.with(handler: answerByPath) { server in
            let connection = try server.connect()
            for round in 0..<3 {
                #expect(await connection.exchange("GET", "/empty").status == 204)
                #expect(
                    await connection.exchange("POST", "/echo", body: Array("round \(round)".utf8)).body
                        == "round \(round)")
                #expect(await connection.exchange("GET", "/pieces").body == "one two three ")
                let long = [UInt8](repeating: UInt8(ascii: "a") + UInt8(round), count: 200_000)
                #expect(await connection.exchange("POST", "/echo", body: long).body.utf8.elementsEqual(long))
                #expect(await connection.exchange("GET", "/silent").status == 500)
            }
        }
    }

    @Test("a request that is refused leaves the connection to the next, whatever its body was")
    func goesOnAfterRefusals() async throws {
        var limits = FastCGIServer.Limits()
        limits.largestBody = 1 << 20
        try await RunningServer.with(limits: limits, handler: answerByPath) { server in
            let connection = try server.connect()
            let tooLarge = [UInt8](repeating: 7, count: 1 << 20 + 1)
            #expect(await connection.exchange("POST", "/echo", body: tooLarge).status == 413)
            #expect(await connection.exchange("POST", "/echo", ["CONTENT_LENGTH": "x"], body: tooLarge).status == 400)
            #expect(await connection.exchange("POST", "/echo", body: [1, 2, 3], contentLength: 9).status == 400)
            #expect(
                await connection.exchange("POST", "/echo", body: Array("surplus".utf8), contentLength: 4).body == "surp"
            )
            #expect(await connection.exchange("POST", "/echo", body: Array("well".utf8)).body == "well")
        }
    }

    @Test("the end of a connection that the web server does not keep follows the answer")
    func closesOthers() async throws {
        try await RunningServer.with(handler: answerByPath) { server in
            let connection = try server.connect()
            #expect(await connection.exchange("GET", "/empty").isWhole)
            await connection.send("GET", "/empty", keepsConnection: false)
            while let record = await connection.receive() { #expect(record.kind != .errors) }
        }
    }

    @Test("what is no FastCGI ends a connection on which requests were served")
    func closesOtherProtocols() async throws {
        try await RunningServer.with(handler: answerByPath) { server in
            let connection = try server.connect()
            #expect(await connection.exchange("GET", "/empty").isWhole)
            await connection.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            #expect(await connection.receive() == nil)
        }
    }

    @Test("a connection that waits, new or kept, holds neither a thread nor a place among the requests in flight")
    func holdsNothingWhileIdle() async throws {
        var limits = FastCGIServer.Limits()
        limits.acceptors = 1
        limits.threads = 0
        limits.requestsInFlight = 1
        try await RunningServer.with(limits: limits, handler: answerByPath) { server in
            let kept = try (0..<20).map { _ in try server.connect() }
            let silent = try (0..<20).map { _ in try server.connect() }
            for connection in kept { #expect(await connection.exchange("GET", "/empty").status == 204) }
            for connection in kept.reversed() { #expect(await connection.exchange("GET", "/empty").status == 204) }
            for connection in silent { #expect(await connection.exchange("GET", "/empty").status == 204) }
        }
    }

    @Test("the next request is served while the handler of the one before works on")
    func servesWhileTheHandlerWorksOn() async throws {
        let gate = Gate()
        try await RunningServer.with { request, exchange in
            await exchange.respond(HTTPResponse(202))
            if request.path == "/first" { await gate.wait() }
        } _: { server in
            let connection = try server.connect()
            #expect(await connection.exchange("POST", "/first").status == 202)
            #expect(await connection.exchange("POST", "/second").status == 202)
            gate.open()
        }
    }

    @Test("a client that goes is noticed at each request of a connection, and at no other")
    func noticesDisconnects() async throws {
        let (started, told) = (Gate(), Gate())
        let gone = Recorder<String>()
        try await RunningServer.with { request, exchange in
            exchange.onDisconnect {
                gone.record(request.path)
                told.open()
            }
            await Task.yield()
            if request.path == "/last" {
                started.open()
                await told.wait()
            } else {
                await exchange.respond(HTTPResponse(204))
            }
        } _: { server in
            let connection = try server.connect()
            for path in ["/first", "/second"] { #expect(await connection.exchange("GET", path).status == 204) }
            await connection.send("GET", "/last", keepsConnection: true)
            await started.wait()
            connection.close()
            await told.wait()
        }
        #expect(gone.all == ["/last"])
    }

    // MARK: Farewell

    @Test("a server that stops asks for the end of idle connections, and ends when the web server has closed them")
    func dismissesIdleConnections() async throws {
        let server = try RunningServer(handler: answerByPath)
        let connections = try (0..<5).map { _ in try server.connect() }
        for connection in connections { #expect(await connection.exchange("GET", "/empty").isWhole) }
        server.running.cancel()
        for connection in connections {
            #expect(await connection.receive() == .dismissal)
            connection.close()
        }
        #expect(await server.running.value == 0)
    }

    @Test("a request that was under way when its connection was dismissed is answered")
    func servesRequestsUnderWay() async throws {
        let server = try RunningServer(handler: answerByPath)
        let connection = try server.connect()
        #expect(await connection.exchange("GET", "/empty").isWhole)
        server.running.cancel()
        #expect(await connection.receive() == .dismissal)
        #expect(await connection.exchange("POST", "/echo", body: Array("late".utf8)).body == "late")
        #expect(await connection.receive() == .dismissal)
        connection.close()
        #expect(await server.running.value == 0)
    }

    @Test("a request in flight has its answer, and the dismissal behind it")
    func dismissesAfterTheAnswer() async throws {
        let (gate, begun) = (Gate(), Gate())
        let server = try RunningServer { _, exchange in
            begun.open()
            await gate.wait()
            await exchange.respond(HTTPResponse(200, body: Array("late".utf8)))
        }
        let connection = try server.connect()
        await connection.send("GET", "/", keepsConnection: true)
        await begun.wait()
        server.running.cancel()
        gate.open()
        #expect(await connection.answer(closes: false).body == "late")
        #expect(await connection.receive() == .dismissal)
        connection.close()
        #expect(await server.running.value == 0)
    }

    @Test("a web server that does not close is waited for a second, not as long as requests are")
    func waitsForNoStubbornWebServer() async throws {
        let server = try RunningServer(handler: answerByPath)
        let connection = try server.connect()
        #expect(await connection.exchange("GET", "/empty").isWhole)
        let began = ContinuousClock.now
        #expect(await server.stop() == 0)
        #expect(began.duration(to: .now) < .seconds(10))
        #expect(await connection.receive() == .dismissal)
        #expect(await connection.receive() == nil)
    }

    @Test(
        "at the bound of requests in flight idle connections are dismissed, so that the next requests find another worker"
    )
    func dismissesIdleConnectionsAtTheBound() async throws {
        var limits = FastCGIServer.Limits()
        limits.requestsInFlight = 2
        let (gate, begun) = (Gate(), Recorder<Void>())
        try await RunningServer.with(limits: limits) { request, exchange in
            if request.path == "/wait" {
                begun.record(())
                await gate.wait()
            }
            await exchange.respond(HTTPResponse(204))
        } _: { server in
            let idle = try server.connect()
            #expect(await idle.exchange("GET", "/").isWhole)
            let waiting = try (0..<2).map { _ in try server.connect() }
            for connection in waiting { await connection.send("GET", "/wait") }
            await begun.wait(for: 2)
            #expect(await idle.receive() == .dismissal)
            gate.open()
            for connection in waiting { #expect(await connection.answer().status == 204) }
            #expect(await idle.exchange("GET", "/").isWhole)
        }
    }
}

extension FastCGIRecord {
    /// What asks a web server to close an idle connection.
    fileprivate static let dismissal = FastCGIRecord(.errors)
}

extension FastCGIConnection {
    /// Sends a request on a connection that stays open, and reads its answer.
    fileprivate func exchange(
        _ method: String, _ target: String, _ parameters: KeyValuePairs<String, String> = [:], body: [UInt8] = [],
        contentLength: Int? = nil
    ) async -> FastCGIAnswer {
        await send(method, target, parameters, body: body, contentLength: contentLength, keepsConnection: true)
        return await answer(closes: false)
    }
}

private let answerByPath: HTTPHandler = { request, exchange in
    switch request.path {
    case "/echo": await exchange.respond(HTTPResponse(200, body: request.body))
    case "/empty": await exchange.respond(HTTPResponse(204))
    case "/pieces":
        await exchange.begin(200, fields: [:])
        for piece in ["one ", "two ", "", "three "] { try? await exchange.write(Array(piece.utf8)) }
    default: break
    }
}
