import JSON
import MCP
import SimulatedIndexer
import WazuhTools

/// How long the text of a tool's usual answer is, on the data that the simulated Wazuh has by default.
struct AnswerSize {
    let tool: String
    let arguments: JSONObject
    let characters: Int

    /// Calls each tool with its required arguments alone.
    static func measured() async throws -> [AnswerSize] {
        let indexer = SimulatedIndexer(
            company: SimulatedSystem.company, referenceTime: SimulatedSystem.now, users: [],
            clock: { SimulatedSystem.now })
        let context = SimulatedSystem.context(indexer: indexer)
        let newest = try await ToolAnswer.of("get_wazuh_alerts", ["limit": 1], in: context)
        var sizes: [AnswerSize] = []
        for tool in allTools {
            let needed = tool.inputSchema["required"]?.array?.compactMap(\.string) ?? []
            var arguments = usualArguments(tool.name)
            if needed.contains("alert_id") { arguments["alert_id"] = newest.items.first?["id"] }
            let text = try await ToolAnswer.of(tool.name, arguments, in: context).text
            sizes.append(AnswerSize(tool: tool.name, arguments: arguments, characters: text.count))
        }
        return sizes
    }

    static func median(_ sizes: [AnswerSize]) -> Int { sizes.map(\.characters).sorted()[sizes.count / 2] }

    /// The table of `docs/tools.md`.
    static func table(_ sizes: [AnswerSize]) -> String {
        let rows = sizes.map { size in
            let arguments = size.arguments.map { argument in
                argument.name == "alert_id"
                    ? "`alert_id` of the newest" : "`\(argument.name)=\(argument.value.string ?? "")`"
            }
            return ["`\(size.tool)`", arguments.joined(separator: ", "), "\(size.characters)"]
        }
        return MarkdownTable(["tool", "arguments", "characters"], rows + [["**median**", "", "**\(median(sizes))**"]])
            .text
    }
}
