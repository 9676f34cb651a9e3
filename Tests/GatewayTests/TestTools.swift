import JSON
import MCP
import TestSupport
import WazuhTools

/// The output of the tools that tests bring.
struct Note: ToolOutput {
    let note: String

    static let structure = Structure<Note>(.init("note") { $0.note })
    var text: String { note }
}

/// Tools beside the real ones: one that changes something, one that reports progress, one that is slow.
struct TestTools {
    /// Opens for the slow tool.
    let gate = Gate()
    /// One event each time the slow tool begins.
    let begun = Recorder<Void>()

    var all: [WazuhTool] {
        [
            WazuhTool("change_it", title: "Change", "Change something.", .changes(isIdempotent: false), scope: .write) {
                _ in Note(note: "changed")
            },
            WazuhTool("report_steps", title: "Steps", "Report two steps.", .reads, scope: .read) { wazuh in
                for step in 1...2 {
                    await wazuh.report(ProgressUpdate(progress: Double(step), total: 2, message: "step \(step)"))
                }
                return Note(note: "done")
            },
            WazuhTool("wait", title: "Wait", "Report a step, then wait until a gate opens.", .reads, scope: .read) {
                [gate, begun] wazuh in
                await wazuh.report(ProgressUpdate(progress: 1, total: nil, message: "waiting"))
                begun.record(())
                await withTaskCancellationHandler {
                    await gate.wait()
                } onCancel: {
                    gate.open()
                }
                try Task.checkCancellation()
                return Note(note: "waited")
            },
            .inRounds("greet", title: "Greet", "Ask for a name, then greet.", .reads, scope: .read) {
                wazuh -> Round<Note> in
                let answers = wazuh.answers
                guard let name = answers.responses["who"]?["content"]?["name"]?.string else {
                    let question = InputRequest("elicitation/create", ["message": "Who?"])
                    return .asks(InputRequests(["who": question], state: Array("1".utf8)))
                }
                let round = String(decoding: answers.state ?? [], as: UTF8.self)
                return .done(Note(note: "Hello, \(name), after round \(round)!"))
            },
            WazuhTool("break", title: "Break", "Fail for a reason of its own.", .reads, scope: .read) {
                _ -> Note in throw Unforeseen()
            },
        ]
    }

    /// An error that says more than a client may know.
    private struct Unforeseen: Error, CustomStringConvertible {
        var description: String { "password=hunter2" }
    }
}
