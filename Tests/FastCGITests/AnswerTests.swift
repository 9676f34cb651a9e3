import FastCGI
import HTTP
import TestSupport
import Testing

/// How answers reach the web server: at once, piece by piece, or not at all.
@Suite(.timeLimit(.minutes(1)))
struct AnswerTests {
    @Test("a whole answer carries its status, fields and length")
    func sendsWholeAnswers() async throws {
        let answer = try await answer { _, exchange in
            await exchange.respond(HTTPResponse(403, fields: ["X-One": "1", "x-two": "2"], body: Array("no".utf8)))
        }
        #expect(answer.status == 403)
        #expect(answer.fields == ["x-one: 1", "x-two: 2", "content-length: 2"])
        #expect(answer.body == "no")
    }

    @Test("an answer without content carries no length (RFC 9110, section 8.6)")
    func sendsNoLengthWithoutContent() async throws {
        let answer = try await answer { _, exchange in await exchange.respond(HTTPResponse(204)) }
        #expect(answer.status == 204)
        #expect(answer.fields.isEmpty)
    }

    @Test("a value with a line break is left out, so that no field can be smuggled in")
    func sendsNoLineBreaks() async throws {
        let answer = try await answer { _, exchange in
            await exchange.respond(HTTPResponse(202, fields: ["x-one": "1\r\nset-cookie: a", "x-two": "2"]))
        }
        #expect(answer.fields == ["x-one: ", "x-two: 2", "content-length: 0"])
    }

    @Test("an answer of many records arrives whole")
    func sendsLargeAnswers() async throws {
        let body = String(repeating: "0123456789", count: 300_000)
        let answer = try await answer { _, exchange in
            await exchange.respond(HTTPResponse(200, body: Array(body.utf8)))
        }
        #expect(answer.body == body)
        #expect(answer.isWhole)
    }

    @Test("a second answer is ignored")
    func ignoresSecondAnswer() async throws {
        let answer = try await answer { _, exchange in
            await exchange.respond(HTTPResponse(200, body: Array("first".utf8)))
            await exchange.respond(HTTPResponse(500, body: Array("second".utf8)))
            await exchange.begin(200, fields: [:])
        }
        #expect(answer.body == "first")
    }

    @Test("a handler without an answer is answered for with 500")
    func answersForSilentHandlers() async throws {
        let answer = try await answer { _, _ in }
        #expect(answer.status == 500)
        #expect(answer.fields.contains("content-type: application/json"))
        #expect(answer.body.hasPrefix(#"{"error":"Internal Server Error","message":""#))
    }

    @Test("each piece of a streamed answer arrives before the next is written")
    func streamsPieceByPiece() async throws {
        let gates = [Gate(), Gate(), Gate()]
        try await RunningServer.with { _, exchange in
            await exchange.begin(200, fields: ["content-type": "text/event-stream"])
            for (index, gate) in gates.enumerated() {
                await gate.wait()
                try? await exchange.write(Array("piece \(index);".utf8))
            }
        } _: { server in
            let connection = try server.connect()
            await connection.send("GET", "/")
            #expect(await connection.output(until: "\r\n\r\n").contains("content-type: text/event-stream"))
            for (index, gate) in gates.enumerated() {
                gate.open()
                #expect(await connection.output(until: ";") == "piece \(index);")
            }
            #expect(await connection.answer().isWhole)
        }
    }

    @Test("pieces that several tasks write at once stay whole")
    func keepsConcurrentPiecesWhole() async throws {
        let pieces = (0..<8).map { String(repeating: "\($0)", count: 3_000) + "\n" }
        let answer = try await answer { _, exchange in
            await exchange.begin(200, fields: [:])
            await withTaskGroup { group in
                for piece in pieces {
                    group.addTask {
                        for _ in 0..<25 { try? await exchange.write(Array(piece.utf8)) }
                    }
                }
            }
        }
        let lines = answer.body.split(separator: "\n").map { $0 + "\n" }
        #expect(lines.count == 200)
        #expect(Set(lines.map(String.init)) == Set(pieces))
    }

    @Test("the client has its answer and the connection its end while the handler works on")
    func answersBeforeTheHandlerEnds() async throws {
        let gate = Gate()
        let done = Gate()
        try await RunningServer.with { _, exchange in
            await exchange.respond(HTTPResponse(202))
            await gate.wait()
            done.open()
        } _: { server in
            let connection = try server.connect()
            await connection.send("POST", "/")
            #expect(await connection.output(until: "\r\n\r\n").contains("Status: 202"))
            while await connection.receive() != nil {}
            gate.open()
            await done.wait()
        }
    }

    private func answer(_ handler: @escaping HTTPHandler) async throws -> FastCGIAnswer {
        try await RunningServer.with(handler: handler) { server in
            let connection = try server.connect()
            await connection.send("GET", "/")
            return await connection.answer()
        }
    }
}
