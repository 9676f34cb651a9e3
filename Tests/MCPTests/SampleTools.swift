import Encodings
import JSON
import MCP

/// What sample tools run with; masks the word "hunter2", and anything in a member named "password".
struct SampleContext: ToolContext {
    var cursors: any CursorShelf = NoCursorShelf()
    var answers = ClientAnswers()
    var report: (@Sendable (ProgressUpdate) async -> Void)?

    func serving(_ call: ToolInvocation) -> SampleContext {
        SampleContext(cursors: cursors, answers: call.answers, report: call.report)
    }

    func run<Value: Sendable>(_ call: () async throws -> Value) async -> ToolRun<Value> {
        do { return ToolRun(.success(try await call()), requests: ["sample": 2]) } catch {
            return ToolRun(.failure(error))
        }
    }

    func notice(of error: any Error) -> ToolFailureNotice { ToolFailureNotice("It failed.", cause: "\(error)") }

    func redact(_ text: String) -> String { text.replacing("hunter2", with: "[masked]") }

    func redact(json: [UInt8]) -> [UInt8] {
        let text = redact(String(decoding: json, as: UTF8.self))
        return Array(text.replacing(/"password":"[^"]*"/, with: #""password":"[masked]""#).utf8)
    }
}

struct SampleItem: Structured {
    var id: Int
    var name: String
    var note: String?
    var password = ""

    static let structure = Structure<SampleItem>(
        .init("id", "The item's number.") { $0.id }, .init("name") { $0.name }, .init("note") { $0.note },
        .init("password") { $0.password.isEmpty ? nil : $0.password })
}

struct SampleList: ToolOutput {
    var items: [SampleItem]
    var share: Double?
    var extra: JSONObject = [:]
    var leftOut = 0

    static let structure = Structure<SampleList>(
        .init("items", "What was found.") { $0.items }, .init("share") { $0.share },
        .init("is_complete") { $0.leftOut == 0 },
        .init("extra") { $0.extra },
        .init("left_out", isListed: false) { $0.leftOut == 0 ? nil : $0.leftOut })

    var text: String {
        items.map { "\($0.id) \($0.name)\n" }.joined() + (leftOut > 0 ? "\(leftOut) more left out" : "")
    }

    func fitted(to limit: Int) -> SampleList {
        var fitted = self
        var room = limit - 30
        let shown = items.prefix { item in
            room -= "\(item.id) \(item.name)\n".unicodeScalars.count
            return room >= 0
        }
        fitted.items = Array(shown)
        fitted.leftOut = items.count - shown.count
        return fitted
    }

    static let canBeLong = true
}

struct SampleAnswer: ToolOutput {
    var text: String
    static let structure = Structure<SampleAnswer>(.init("text") { $0.text })
}

extension ToolScope {
    static let read = ToolScope("read")
    static let write = ToolScope("write")
}

let sampleServer = ServerInfo(
    name: "sample", title: "Sample", version: "1.2.3", description: "A sample.", instructions: "Use it well.")

let sampleTools: [Tool<SampleContext>] = [
    Tool("ping_sample", title: "Ping", "Answers.", .reads, scope: .read) { _ in SampleAnswer(text: "pong") },
    Tool(
        "list_items", title: "List items", "Lists items.", .reads, scope: .read,
        .integer("count", "How many.", in: 0...10_000, default: 3), .optional(.text("name", "Their name."))
    ) { _, count, name in
        SampleList(items: (0..<count).map { SampleItem(id: $0, name: name ?? "item") })
    },
    Tool(
        "set_item", title: "Set item", "Sets an item.", .changes(isIdempotent: true), scope: .write,
        .text("name", "It.")
    ) {
        _, name in SampleAnswer(text: name)
    },
    Tool("add_item", title: "Add item", "Adds an item.", .changes(isIdempotent: false), scope: .write) { _ in
        SampleAnswer(text: "added")
    },
    Tool("drop_items", title: "Drop items", "Drops all.", .destroys, scope: .write) { _ in SampleAnswer(text: "gone") },
]

/// Asks for a name, then greets.
let askingTool = Tool<SampleContext>.inRounds("greet", title: "Greet", "Greets.", .reads, scope: .read) {
    context -> Round<SampleAnswer> in
    guard let name = context.answers.responses["who"]?["content"]?["name"]?.string else {
        return .asks(
            InputRequests(["who": InputRequest("elicitation/create", ["message": "Who?"])], state: Array("1".utf8)))
    }
    return .done(SampleAnswer(text: "Hello, \(name)!"))
}

/// Fails for a reason of its own.
let failingTool = Tool<SampleContext>("fail", title: "Fail", "Fails.", .reads, scope: .read) { _ -> SampleAnswer in
    throw RPCError(1, "inner reason")
}

let sampleCatalogue = ToolCatalogue(sampleTools + [askingTool, failingTool], server: sampleServer)
let sampleMethods = MethodTable(server: sampleServer, sampleCatalogue.methods(with: SampleContext()))

extension Round {
    /// The output of a handler that asks nothing.
    var output: Output? {
        guard case .done(let output) = self else { return nil }
        return output
    }
}
