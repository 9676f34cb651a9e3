import HTTP
import JSON
import TestSupport
import Testing

/// Tools that ask the client before they end.
@Suite struct RoundTests {
    private static func call(_ rest: JSONObject = [:], tool: String = "greet") -> HTTPRequest {
        var params: JSONObject = ["name": .string(tool)]
        for member in rest { params[member.name] = member.value }
        return .modern("tools/call", params)
    }

    private static let answers: JSON = ["who": ["action": "accept", "content": ["name": "Ann"]]]

    @Test("a modern client gets the questions, and with its answers the state comes back to the handler")
    func asksAndGoesOn() async throws {
        let gateway = TestGateway()
        let asked = await gateway.send(Self.call())
        #expect(asked.result?["resultType"] == "input_required")
        #expect(asked.result?["inputRequests"]?["who"]?["method"] == "elicitation/create")
        let state = try #require(asked.result?["requestState"]?.string)
        let done = await gateway.send(Self.call(["inputResponses": Self.answers, "requestState": .string(state)]))
        #expect(done.result?["content"]?[0]?["text"] == "Hello, Ann, after round 1!")
    }

    @Test("a state that is not this request's own is refused")
    func refusesForeignStates() async throws {
        let gateway = TestGateway()
        let asked = await gateway.send(Self.call())
        let state = try #require(asked.result?["requestState"]?.string)
        func code(_ request: HTTPRequest, as subject: String = "ann") async -> Int? {
            await gateway.send(request, as: subject).code
        }
        func answered(_ state: JSON, _ more: JSONObject = [:]) -> HTTPRequest {
            var rest = more
            rest["inputResponses"] = Self.answers
            rest["requestState"] = state
            return Self.call(rest)
        }
        #expect(await code(answered(.string(state)), as: "bob") == -32602)
        #expect(await code(answered(.string(state + "-TAMPERED"))) == -32602)
        #expect(await code(answered(.string(String(state.dropLast(4))))) == -32602)
        #expect(await code(answered(7)) == -32602)
        #expect(await code(answered("")) == -32602)
        #expect(await code(answered(.string(state), ["arguments": ["x": 1]])) == -32602)
        #expect(await code(answered(.string(state))) == nil)
        gateway.calendar.advance(by: 600)
        #expect(await code(answered(.string(state))) == -32602)
    }

    @Test("a legacy client is told that it cannot be asked")
    func legacyClientsCannotBeAsked() async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(.inSession(try await gateway.openSession(), .call("greet")))
        #expect(answer.result?["isError"] == true)
        #expect(answer.text.contains("2026-07-28"))
    }
}
