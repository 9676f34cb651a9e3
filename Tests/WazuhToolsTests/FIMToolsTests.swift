import JSON
import MCP
import Testing
import WazuhTools

struct FIMToolsTests {
    private let name = "get_fim_events"
    private let month: JSONObject = ["time_from": "now-31d", "time_to": "now+1d", "limit": 5]
    private var changes: [SimulatedSystem.Document] {
        SimulatedSystem.alerts.filter { $0.has("rule.groups", "syscheck") && !$0.values("syscheck.path").isEmpty }
    }

    private func with(_ more: JSONObject) -> JSONObject {
        more.reduce(into: month) { $0[$1.name] = $1.value }
    }

    @Test("all changes of a period are counted, newest first")
    func newestFirst() async throws {
        let answer = try await ToolAnswer.of(name, month)
        #expect(answer.total == changes.count && answer.items.count == 5 && answer.text.count <= 6_000)
        let times = answer.items.compactMap { $0["timestamp"]?.string }
        #expect(times == times.sorted(by: >))
        #expect(answer.structured["untrusted_data"] == true)
    }

    @Test("kinds of change add up", arguments: ["added", "modified", "deleted"])
    func kinds(kind: String) async throws {
        let answer = try await ToolAnswer.of(name, with(["event": .string(kind)]))
        #expect(answer.total == changes.count { $0.has("syscheck.event", .string(kind)) })
        #expect(answer.items.allSatisfy { $0["event"]?.string == kind })
    }

    @Test("a path may hold wildcards, and case does not matter")
    func paths() async throws {
        let answer = try await ToolAnswer.of(name, with(["path": "/ETC/*"]))
        let expected = changes.count {
            $0.values("syscheck.path").first?.string?.lowercased().hasPrefix("/etc/") == true
        }
        #expect(answer.total == expected && expected > 0)
    }

    @Test("backslashes of Windows paths are plain characters")
    func windowsPaths() async throws {
        let answer = try await ToolAnswer.of(name, with(["path": "c:\\*"]))
        #expect(
            answer.total
                == changes.count { $0.values("syscheck.path").first?.string?.lowercased().hasPrefix("c:\\") == true })
    }

    @Test("pages follow one another without repeats")
    func pages() async throws {
        let context = SimulatedSystem.context()
        let first = try await ToolAnswer.of(name, month, in: context)
        let cursor = try #require(first.structured["next_cursor"])
        let second = try await ToolAnswer.of(name, with(["cursor": cursor]), in: context)
        let ids = (first.items + second.items).compactMap { $0["alert_id"]?.string }
        #expect(Set(ids).count == 10 && second.total == first.total)
    }

    @Test(
        "a wrong argument is named",
        arguments: [
            (["event": "changed"], "event"), (["path": ""], "path"), (["time_from": "yesterday"], "time_from"),
            (["time_from": "now", "time_to": "now-1h"], "time_from"),
        ] as [(JSONObject, String)])
    func wrongArguments(arguments: JSONObject, argument: String) async throws {
        let error = try await #require(throws: ToolInputError.self) { try await ToolAnswer.of(name, arguments) }
        #expect(error.description.hasPrefix(argument))
    }
}
