import Auth
import HTTP
import JSON
import SimulatedManager
import TestSupport
import Testing

/// `tools/list` and `tools/call`, modern and legacy.
@Suite struct ToolCallTests {
    enum Leg: CaseIterable {
        case modern, legacy

        func request(_ tool: String, _ arguments: JSONObject = [:], progressToken: JSON? = nil, on gateway: TestGateway)
            async throws -> HTTPRequest
        {
            switch self {
            case .modern:
                .modern(
                    "tools/call", ["name": .string(tool), "arguments": .object(arguments)], progressToken: progressToken
                )
            case .legacy:
                .inSession(
                    try await gateway.openSession(), .call(tool, arguments, progressToken: progressToken))
            }
        }
    }

    @Test("a tool asks the manager and answers text and structure", arguments: Leg.allCases)
    func callsATool(leg: Leg) async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(try await leg.request("get_wazuh_agents", ["limit": 3], on: gateway))
        #expect(answer.status == 200)
        #expect(answer.contentType == "application/json")
        #expect(answer.fields[.cacheControl] == "no-store")
        let result = try #require(answer.result)
        #expect(result["isError"] == false)
        #expect(result["structuredContent"]?["total"] == 40)
        #expect(result["content"]?[0]?["text"]?.string?.isEmpty == false)
        #expect((result["resultType"] == "complete") == (leg == .modern))
    }

    @Test(
        "structure is for versions that know it",
        arguments: [("2024-11-05", false), ("2025-03-26", false), ("2025-06-18", true)])
    func structureByVersion(version: String, isStructured: Bool) async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession(version)
        let call = await gateway.send(.inSession(session, .call("report_steps")))
        #expect(call.result?["structuredContent"] == (isStructured ? ["note": "done"] : nil))
        let list = await gateway.send(.inSession(session, .request("tools/list")))
        let tool = try #require(list.result?["tools"]?[0])
        #expect((tool["outputSchema"] != nil) == isStructured)
        #expect((tool["annotations"] != nil) == (version > "2024-11-05"))
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let tool: String
        let arguments: JSONObject
        /// What the model must read to do better.
        let advice: [String]
        var testDescription: String { "\(tool) \(JSON.object(arguments).jsonText.prefix(60))" }
    }

    static let mistakes: [Mistake] = [
        Mistake(tool: "get_wazuh_agents", arguments: ["color": "red"], advice: ["color", "status", "limit"]),
        Mistake(tool: "get_wazuh_agents", arguments: ["status": "sleeping"], advice: ["status", "active", "sleeping"]),
        Mistake(tool: "get_wazuh_agents", arguments: ["limit": 0], advice: ["limit", "1"]),
        Mistake(tool: "get_wazuh_agents", arguments: ["limit": "many"], advice: ["limit", "number"]),
        Mistake(tool: "get_agent_processes", arguments: [:], advice: ["agent_id", "required"]),
        Mistake(tool: "get_agent_processes", arguments: ["agent_id": "../../security"], advice: ["agent_id"]),
        Mistake(tool: "report_steps", arguments: ["x": 1], advice: ["x", "no arguments"]),
    ]

    @Test("mistakes in arguments are results that the model can correct itself by", arguments: mistakes, Leg.allCases)
    func explainsMistakes(mistake: Mistake, leg: Leg) async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(try await leg.request(mistake.tool, mistake.arguments, on: gateway))
        #expect(answer.status == 200)
        #expect(answer.result?["isError"] == true)
        let text = try #require(answer.result?["content"]?[0]?["text"]?.string)
        for word in mistake.advice { #expect(text.contains(word), "\(text)") }
    }

    @Test("an unknown tool is a protocol error that cuts what it repeats", arguments: Leg.allCases)
    func refusesUnknownTools(leg: Leg) async throws {
        let gateway = TestGateway()
        let name = String(repeating: "x", count: 500)
        let answer = await gateway.send(try await leg.request(name, on: gateway))
        #expect(answer.status == 200)
        #expect(answer.code == -32602)
        let text = try #require(answer.errorText)
        #expect(text.contains("tools/list") && text.count < 200)
    }

    @Test("a failure of the manager is a result; one of our own keeps its reason to itself")
    func explainsFailures() async throws {
        var faults = SimulatedFaults()
        faults.everyRequest = .unavailable
        let gateway = TestGateway(transport: SimulatedTransport(faults: faults))
        for (tool, words) in [("get_wazuh_cluster_nodes", "Wazuh manager"), ("break", "inside the server")] {
            let answer = await gateway.send(try await Leg.modern.request(tool, on: gateway))
            #expect(answer.status == 200)
            #expect(answer.result?["isError"] == true)
            #expect(answer.text.contains(words), "\(answer.text)")
            #expect(!answer.text.contains("hunter2"))
        }
    }

    @Test("progress comes before the result, as a stream, for who asked", arguments: Leg.allCases)
    func streamsProgress(leg: Leg) async throws {
        let gateway = TestGateway()
        for token in [JSON.string("t"), .integer(7)] {
            let answer = await gateway.send(try await leg.request("report_steps", progressToken: token, on: gateway))
            #expect(answer.status == 200 && answer.isStreamed)
            #expect(answer.fields["x-accel-buffering"] == "no")
            let events = try #require(answer.events)
            #expect(events.count == 3)
            #expect(events.prefix(2).map { $0["method"] } == ["notifications/progress", "notifications/progress"])
            #expect(events.prefix(2).map { $0["params"]?["progressToken"] } == [token, token])
            #expect(events.prefix(2).compactMap { $0["params"]?["progress"]?.double } == [1, 2])
            #expect(events[1]["params"]?["message"] == "step 2")
            #expect(events[2]["id"] == 1 && events[2]["result"]?["isError"] == false)
        }
        let silent = await gateway.send(try await leg.request("report_steps", on: gateway))
        #expect(!silent.isStreamed && silent.contentType == "application/json")
    }

    @Test("progress says nothing in words to a client that does not know them")
    func progressWithoutMessage() async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession("2024-11-05")
        let answer = await gateway.send(.inSession(session, .call("report_steps", progressToken: 1)))
        let params = try #require(answer.events?.first?["params"])
        #expect(params == ["progressToken": 1, "progress": 1, "total": 2])
    }

    @Test("who may not use a tool does not see it, and calling it names the scope", arguments: Leg.allCases)
    func keepsToolsFromReaders(leg: Leg) async throws {
        let gateway = TestGateway()
        let answer = await gateway.send(try await leg.request("change_it", on: gateway))
        #expect(answer.status == 403)
        #expect(
            answer.fields[.wwwAuthenticate]
                == #"Bearer error="insufficient_scope", scope="wazuh:write", "#
                + #"resource_metadata="https://siem.example:8443/.well-known/oauth-protected-resource/mcp", "#
                + #"error_description="This call needs the scope wazuh:write.""#)
        #expect(answer.message?["id"] == 1)
        #expect(answer.errorText?.contains("wazuh:write") == true)
        let line = try JSON(parsing: try #require(gateway.logged.all.last))
        #expect(line["tool"] == "change_it" && line["outcome"] == "forbidden" && line["status"] == 403)
    }

    @Test(
        "a credential's scopes decide what is listed and what runs",
        arguments: [
            ([Scopes.read], true, false), ([Scopes.write], true, true), (Scopes.all, true, true),
            (["other"], false, false), ([], false, false),
        ])
    func scopesDecide(scopes: [String], canRead: Bool, canWrite: Bool) async throws {
        let gateway = TestGateway()
        let list = await gateway.send(.modern("tools/list"), scopes: scopes)
        let names = try #require(list.result?["tools"]?.array).compactMap { $0["name"]?.string }
        #expect(names.contains("report_steps") == canRead)
        #expect(names.contains("change_it") == canWrite)
        #expect(list.result?["cacheScope"] == "private")
        for (tool, mayRun) in [("report_steps", canRead), ("change_it", canWrite)] {
            let answer = await gateway.send(try await Leg.modern.request(tool, on: gateway), scopes: scopes)
            #expect(answer.status == (mayRun ? 200 : 403))
        }
    }

    @Test("each call is a line of the log, without what was sought")
    func logsCalls() async throws {
        let gateway = TestGateway()
        _ = await gateway.send(try await Leg.legacy.request("get_wazuh_agents", ["search": "secret-host"], on: gateway))
        let line = try JSON(parsing: try #require(gateway.logged.all.first))
        #expect(gateway.logged.all.count == 1)
        #expect(line["tool"] == "get_wazuh_agents" && line["principal"] == "ann" && line["outcome"] == "succeeded")
        #expect(!line.jsonText.contains("secret-host"))
    }
}
