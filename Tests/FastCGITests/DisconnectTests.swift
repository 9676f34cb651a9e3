import FastCGI
import HTTP
import TestSupport
import Testing

/// A client that goes is noticed while its handler waits.
@Suite(.timeLimit(.minutes(1)))
struct DisconnectTests {
    @Test("a handler that waits learns that its client has gone")
    func tellsTheWaitingHandler() async throws {
        let (started, done) = (Gate(), Gate())
        try await RunningServer.with { _, exchange in
            let gone = Gate()
            exchange.onDisconnect { gone.open() }
            started.open()
            await gone.wait()
            done.open()
        } _: { server in
            let connection = try server.connect()
            await connection.send("GET", "/")
            await started.wait()
            connection.close()
            await done.wait()
        }
    }

    @Test("every action runs, and one that comes late runs at once")
    func runsLateActionsAtOnce() async throws {
        let (started, done) = (Gate(), Gate())
        try await RunningServer.with { _, exchange in
            let gates = [Gate(), Gate(), Gate()]
            exchange.onDisconnect { gates[0].open() }
            exchange.onDisconnect { gates[1].open() }
            started.open()
            await gates[0].wait()
            await gates[1].wait()
            exchange.onDisconnect { gates[2].open() }
            await gates[2].wait()
            done.open()
        } _: { server in
            let connection = try server.connect()
            await connection.send("GET", "/")
            await started.wait()
            connection.close()
            await done.wait()
        }
    }

    @Test("a stream to a client that has gone ends with an error and runs the actions")
    func failsWritesToNobody() async throws {
        let (started, closed, told, failed) = (Gate(), Gate(), Gate(), Gate())
        try await RunningServer.with { _, exchange in
            exchange.onDisconnect { told.open() }
            await exchange.begin(200, fields: [:])
            started.open()
            await closed.wait()
            do {
                while true { try await exchange.write([UInt8](repeating: 7, count: 10_000)) }
            } catch {
                failed.open()
            }
        } _: { server in
            let connection = try server.connect()
            await connection.send("GET", "/")
            await started.wait()
            connection.close()
            closed.open()
            await failed.wait()
            await told.wait()
        }
    }

    @Test("a client that closes after its answer is no disconnect")
    func staysQuietAfterTheAnswer() async throws {
        let (closed, done, told) = (Gate(), Gate(), Recorder<String>())
        try await RunningServer.with { _, exchange in
            exchange.onDisconnect { told.record("gone") }
            await exchange.respond(HTTPResponse(200))
            await closed.wait()
            exchange.onDisconnect { told.record("gone late") }
            done.open()
        } _: { server in
            let connection = try server.connect()
            await connection.send("GET", "/")
            #expect(await connection.answer().isWhole)
            closed.open()
            await done.wait()
        }
        #expect(told.all.isEmpty)
    }

    @Test("an exchange cancels its handler's task, also after the answer", arguments: [false, true])
    func cancelsTheHandler(afterAnswer: Bool) async throws {
        let (cancelled, done) = (Gate(), Gate())
        try await RunningServer.with { _, exchange in
            if afterAnswer { await exchange.respond(HTTPResponse(202)) }
            exchange.cancelHandler()
            await withTaskCancellationHandler {
                await cancelled.wait()
            } onCancel: {
                cancelled.open()
            }
            done.open()
        } _: { server in
            let connection = try server.connect()
            await connection.send("GET", "/")
            #expect(await connection.answer().status == (afterAnswer ? 202 : 500))
            await done.wait()
        }
    }
}
