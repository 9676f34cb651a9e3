import CommandLineOptions
import FoundationEssentials
import Glibc
import JSON

/// The program `json-bench`, for `scripts/bench json`: reads and writes answers of the indexer and the manager over and over.
@main
struct JSONBenchmark {
    private static let command = CommandLineCommand(
        "json-bench", "Measure how fast typed models are read from JSON and written.",
        subcommands: [
            CommandLineCommand(
                "make", "Print alerts as the simulated indexer answers a search with them.",
                options: [CommandLineOption("bytes", "NUMBER", help: "its least size (default: 1000000)")]),
            CommandLineCommand(
                "measure", "Print the median times of reading and writing the answer in a file, as JSON.",
                options: [
                    CommandLineOption("of", "KIND", help: "alerts (default) or agents"),
                    CommandLineOption("seconds", "NUMBER", help: "for each time (default: 2)"),
                    CommandLineOption("written", "FILE", help: "where to keep what is written"),
                ], argument: "FILE"),
            CommandLineCommand(
                "call", "Call get_wazuh_agents over and over, the manager's answer from a file, as a profiler likes it.",
                options: [
                    CommandLineOption("times", "NUMBER", help: "how many calls (default: 100)"),
                    CommandLineOption("written", "FILE", help: "where to keep the last result"),
                ], argument: "FILE"),
        ])

    static func main() async throws {
        do {
            let invocation = try command.parse(Array(CommandLine.arguments.dropFirst()))
            guard let kind = AnswerKind(rawValue: invocation.values["of"] ?? "alerts") else {
                throw CommandLineStop.usage("json-bench: --of must be alerts or agents")
            }
            let bytes = try number("bytes", in: invocation, standing: 1_000_000)
            let seconds = try number("seconds", in: invocation, standing: 2)
            guard let work = invocation.path.last, work != "make" else {
                return print(String(decoding: AlertsAnswer.bytes(atLeast: bytes), as: UTF8.self))
            }
            guard let path = invocation.arguments.first else {
                throw CommandLineStop.usage("json-bench \(work): FILE is missing")
            }
            let answer = Array(try Data(contentsOf: URL(filePath: path)))
            let written: [UInt8]
            if work == "measure" {
                let measured = try kind.measure(answer, for: .seconds(seconds))
                print(measured.report.jsonText)
                written = measured.written
            } else {
                let times = try number("times", in: invocation, standing: 100)
                written = try await ToolCalls(of: "get_wazuh_agents", ["limit": 500], answer, times: times).result
            }
            if let file = invocation.values["written"] { try Data(written).write(to: URL(filePath: file)) }
        } catch CommandLineStop.help(let text) {
            print(text)
        } catch CommandLineStop.usage(let text) {
            print(text)
            exit(64)
        }
    }

    private static func number(
        _ name: String, in invocation: CommandLineInvocation, standing standard: Int
    ) throws(CommandLineStop) -> Int {
        guard let text = invocation.values[name] else { return standard }
        guard let number = Int(text), (1...100_000_000).contains(number) else {
            throw .usage("json-bench: --\(name) must be a whole number from 1 to 100000000")
        }
        return number
    }
}
