import Upstream
import HTTP
import HTTPClient
import JSON
import MCP
import TestSupport
import Testing
import WazuhIndexer
import WazuhManager
import WazuhTools

/// How long the texts of alert tools become.
struct AlertTextTests {
    private func call(_ name: String, _ arguments: JSONObject, _ context: WazuhContext) async throws -> Outcome {
        let tool = try #require(allTools.first { $0.name == name })
        return Outcome(try await tool.result(arguments, context))
    }

    /// A context whose indexer has one alert, with a log line of this many characters and this many more fields.
    private func context(logLength: Int, fieldCount: Int, of character: String = "x") -> WazuhContext {
        var fields: JSONObject = ["full_log": .string(String(repeating: character, count: logLength))]
        for number in 0..<fieldCount { fields["field\(number)"] = .string("value \(number)") }
        let body: JSON = [
            "_shards": ["total": 1, "failed": 0],
            "hits": ["total": ["value": 1, "relation": "eq"], "hits": [["_source": .object(fields)]]],
        ]
        let transport = ScriptedTransport { _ in .json(200, body.jsonBytes) }
        let manager = ManagerConnection(baseURL: "https://manager.example:55000", user: "a", password: "b")
        let indexer = IndexerConnection(baseURL: "https://indexer.example:9200", user: "a", password: "b")
        return WazuhContext(
            manager: WazuhManager(manager, transport: transport, clock: .unhurried),
            indexer: WazuhIndexer(indexer, transport: transport))
    }

    @Test(
        "an alert of any size fits the text that is asked for, and says what was left out",
        arguments: [
            (10, 3, "."), (100_000, 3, "characters left out"), (10, 5_000, "more lines"), (90_000, 9_000, "more lines"),
        ],
        [nil, 1_000, 5_000, 150_000] as [Int?])
    func wholeAlert(size: (log: Int, fields: Int, words: String), limit: Int?) async throws {
        var arguments: JSONObject = ["alert_id": "1.2"]
        if let limit { arguments["max_characters"] = .integer(Int64(limit)) }
        let context = context(logLength: size.log, fieldCount: size.fields)
        let outcome = try await call("get_wazuh_alert", arguments, context)
        #expect(outcome.text.count <= limit ?? 20_000)
        #expect(outcome.text.hasPrefix("Alert 1.2.\n"))
        if limit != 150_000 { #expect(outcome.text.contains(size.words)) }
        #expect(outcome["alert"]?.object?.count == size.fields + 1, "the structured form is whole")
    }

    @Test("characters are counted so that no log line can hide them", arguments: ["e\u{301}", "\r\n", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
    func combinedCharacters(text: String) async throws {
        let context = context(logLength: 4_000, fieldCount: 0, of: text)
        let outcome = try await call("get_wazuh_alert", ["alert_id": "1.2", "max_characters": 1_000], context)
        #expect(outcome.text.unicodeScalars.count <= 1_000)
    }

    @Test("figures of alerts fit the text that is asked for", arguments: [1_000, 2_000, 20_000])
    func figures(limit: Int) async throws {
        let arguments: JSONObject = [
            "top": 100, "time_from": "now-30d", "max_characters": .integer(Int64(limit)),
        ]
        let outcome = try await call("get_alerts_aggregated", arguments, SimulatedSystem.context())
        #expect(outcome.text.count <= limit)
        #expect(outcome.text.contains("left out") || outcome.text.contains("more lines") || limit == 20_000)
    }
}
