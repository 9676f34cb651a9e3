import CommandLineOptions
import Configuration
import Gateway
import JSON
import Server

/// `wazuh-mcp check`: the configuration in force and whether every part answers.
enum CheckCommand {
    static func run(_ invocation: CommandLineInvocation) async throws -> Int32 {
        let settings = try Settings.ofThisProcess()
        let report = await (try Composition.ofThisProcess(settings)).examination.report()
        if invocation.switches.contains("json") {
            var configuration: JSONObject = [:]
            for (variable, value) in settings.shown { configuration[variable.name] = .string(value) }
            let parts = try JSON(parsing: report.jsonBytes)
            let answer: JSON = ["configuration": .object(configuration), "report": parts]
            print(answer.jsonText)
        } else {
            for (variable, value) in settings.shown where !value.isEmpty { print("\(variable.name)=\(value)") }
            print("tokens: issuer \(settings.publicURL), audience \(settings.publicURL)/mcp")
            for entry in report.entries {
                print("\(entry.name): \(entry.isReachable ? "ok" : "FAILED"): \(entry.detail)")
            }
        }
        return report.isReady ? 0 : 1
    }
}
