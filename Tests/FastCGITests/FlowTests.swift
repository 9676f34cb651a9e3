import FastCGI
import HTTP
import TestSupport
import Testing

/// How many requests run at a time, and what happens to them when the server stops.
@Suite(.timeLimit(.minutes(1)))
struct FlowTests {
    @Test("past the bound requests wait in the backlog until one in flight ends")
    func boundsRequestsInFlight() async throws {
        var limits = FastCGIServer.Limits()
        limits.requestsInFlight = 2
        let gates = (0..<6).map { _ in Gate() }
        let (begun, ended) = (Recorder<Int>(), Recorder<Int>())
        try await RunningServer.with(limits: limits) { request, exchange in
            let index = Int(request.query) ?? 0
            begun.record(index)
            await gates[index].wait()
            ended.record(index)
            await exchange.respond(HTTPResponse(200))
        } _: { server in
            let connections = try gates.map { _ in try server.connect() }
            for (index, connection) in connections.enumerated() { await connection.send("GET", "/?\(index)") }
            for finished in 0..<gates.count {
                await begun.wait(for: min(finished + 2, gates.count))
                #expect(begun.all.count - ended.all.count <= 2)
                gates[begun.all[finished]].open()
                await ended.wait(for: finished + 1)
            }
            for connection in connections { #expect(await connection.answer().status == 200) }
        }
    }

    @Test("waiting requests hold no thread: more of them than threads, and the next is served")
    func holdsNoThreadWhileWaiting() async throws {
        var limits = FastCGIServer.Limits()
        limits.threads = 2
        limits.acceptors = 1
        let (gate, begun) = (Gate(), Recorder<Void>())
        try await RunningServer.with(limits: limits) { request, exchange in
            if request.path == "/wait" {
                begun.record(())
                await gate.wait()
            }
            await exchange.respond(HTTPResponse(200))
        } _: { server in
            let waiting = try (0..<20).map { _ in try server.connect() }
            for connection in waiting { await connection.send("GET", "/wait") }
            await begun.wait(for: waiting.count)
            let connection = try server.connect()
            await connection.send("GET", "/")
            #expect(await connection.answer().status == 200)
            gate.open()
            for connection in waiting { #expect(await connection.answer().status == 200) }
        }
    }

    @Test("a request that waits for nothing needs no thread but the one that accepted it")
    func servesOnTheAcceptingThread() async throws {
        var limits = FastCGIServer.Limits()
        limits.threads = 0
        try await RunningServer.with(limits: limits) { _, exchange in
            await exchange.respond(HTTPResponse(200))
        } _: { server in
            for _ in 0..<3 {
                let connection = try server.connect()
                await connection.send("GET", "/")
                #expect(await connection.answer().status == 200)
            }
        }
    }

    @Test("200 requests at once each get their own answer")
    func servesManyAtOnce() async throws {
        try await RunningServer.with { request, exchange in
            await Task.yield()
            await exchange.respond(HTTPResponse(200, body: request.body))
        } _: { server in
            await withTaskGroup { group in
                for index in 0..<200 {
                    group.addTask {
                        let connection = try? server.connect()
                        let body = String(repeating: "\(index) ", count: 1 + index * 20)
                        await connection?.send("POST", "/", body: Array(body.utf8))
                        let answer = await connection?.answer()
                        #expect(answer?.status == 200)
                        #expect(answer?.body == body)
                    }
                }
            }
        }
    }

    @Test("a server over TCP answers")
    func servesTCP() async throws {
        let socket = try ListeningSocket(opening: "127.0.0.1:0")
        let server = try FastCGIServer(socket: socket) { _, exchange in await exchange.respond(HTTPResponse(200)) }
        let running = Task { await server.run() }
        let connection = try FastCGIConnection(port: try #require(socket.port))
        await connection.send("GET", "/")
        #expect(await connection.answer().status == 200)
        running.cancel()
        #expect(await running.value == 0)
    }

    @Test("a server that stops lets what is in flight finish and answer")
    func drains() async throws {
        let (gate, begun) = (Gate(), Gate())
        let server = try RunningServer { _, exchange in
            begun.open()
            await gate.wait()
            await exchange.respond(HTTPResponse(200, body: Array("late".utf8)))
        }
        let connection = try server.connect()
        await connection.send("GET", "/")
        await begun.wait()
        server.running.cancel()
        gate.open()
        #expect(await connection.answer().body == "late")
        #expect(await server.running.value == 0)
    }

    @Test("a stopped server takes no new request: it waits for the next worker on the same socket")
    func leavesNewRequestsToOthers() async throws {
        let server = try RunningServer { _, exchange in
            await exchange.respond(HTTPResponse(200, body: Array("first".utf8)))
        }
        await server.stop()
        let connection = try server.connect()
        await connection.send("GET", "/")
        let next = try RunningServer(sharing: server) { _, exchange in
            await exchange.respond(HTTPResponse(200, body: Array("next".utf8)))
        }
        #expect(await connection.answer().body == "next")
        await next.stop()
    }

    @Test("draining ends at its limit and counts what it gives up", arguments: [Duration.zero, .milliseconds(1)])
    func limitsDraining(limit: Duration) async throws {
        let (gate, begun, ended) = (Gate(), Recorder<Void>(), Recorder<Void>())
        let server = try RunningServer(drain: limit) { _, _ in
            begun.record(())
            await gate.wait()
            ended.record(())
        }
        let connections = try (0..<3).map { _ in try server.connect() }
        for connection in connections { await connection.send("GET", "/") }
        await begun.wait(for: 3)
        #expect(await server.stop() == 3)
        gate.open()
        await ended.wait(for: 3)
        for connection in connections { #expect(await connection.answer().status == 500) }
    }

    @Test("a server that is stopped before it has begun ends", arguments: 0..<20)
    func stopsAtOnce(round: Int) async throws {
        let server = try RunningServer { _, _ in }
        #expect(await server.stop() == 0)
    }

    @Test("a server at its bound stops, too")
    func stopsAtTheBound() async throws {
        var limits = FastCGIServer.Limits()
        limits.requestsInFlight = 1
        let (gate, begun) = (Gate(), Gate())
        let server = try RunningServer(limits: limits) { _, exchange in
            begun.open()
            await gate.wait()
            await exchange.respond(HTTPResponse(200))
        }
        let connection = try server.connect()
        await connection.send("GET", "/")
        await begun.wait()
        server.running.cancel()
        gate.open()
        #expect(await connection.answer().status == 200)
        #expect(await server.running.value == 0)
    }
}
