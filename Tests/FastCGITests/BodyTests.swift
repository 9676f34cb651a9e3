import FastCGI
import HTTP
import TestSupport
import Testing

/// Bodies up to the limit are read whole, all others are refused.
@Suite(.timeLimit(.minutes(1)))
struct BodyTests {
    private static let limit = 1 << 20

    @Test("bodies from nothing to exactly the limit arrive whole", arguments: [0, 1, 8_191, 8_192, 65_536, limit])
    func acceptsBodies(size: Int) async throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let answer = try await exchange(body: body)
        #expect(answer.status == 200)
        #expect(answer.body == "\(size) \(checksum(body))")
    }

    @Test("a body one byte past the limit is refused with 413 that says the limit")
    func refusesLargeBodies() async throws {
        let answer = try await exchange(body: [UInt8](repeating: 7, count: Self.limit + 1))
        #expect(answer.status == 413)
        #expect(answer.fields.contains("content-type: application/json"))
        #expect(
            answer.body
                == #"{"error":"Content Too Large","message":"The body is larger than 1 MiB, the most that is accepted."}"#
        )
        #expect(answer.isWhole)
    }

    @Test(
        "a body that announces more than it brings is refused with 400, whatever it announces", arguments: [11, limit])
    func refusesShortBodies(announced: Int) async throws {
        let answer = try await exchange(body: [UInt8](repeating: 7, count: 10), contentLength: announced)
        #expect(answer.status == 400)
        #expect(answer.body.contains("The body ended before its Content-Length."))
    }

    @Test("what comes past the announced length is not read, and the answer still arrives")
    func ignoresSurplus() async throws {
        let answer = try await exchange(body: Array("0123456789".utf8), contentLength: 4)
        #expect(answer.body == "4 \(checksum(Array("0123".utf8)))")
        #expect(answer.isWhole)
    }

    private func exchange(body: [UInt8], contentLength: Int? = nil) async throws -> FastCGIAnswer {
        var limits = FastCGIServer.Limits()
        limits.largestBody = Self.limit
        return try await RunningServer.with(limits: limits) { request, exchange in
            let text = "\(request.body.count) \(checksum(request.body))"
            await exchange.respond(HTTPResponse(200, body: Array(text.utf8)))
        } _: { server in
            let connection = try server.connect()
            await connection.send("POST", "/", body: body, contentLength: contentLength)
            return await connection.answer()
        }
    }
}

/// A sum in which each byte's place counts.
private func checksum(_ bytes: [UInt8]) -> UInt32 { bytes.reduce(0) { $0 &* 31 &+ UInt32($1) } }
