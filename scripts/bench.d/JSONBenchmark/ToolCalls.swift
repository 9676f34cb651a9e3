import HTTP
import HTTPClient
import JSON
import MCP
import WazuhManager
import WazuhTools

/// Calls of a tool whose manager is an answer in a file: for a profiler, because nothing else runs.
struct ToolCalls {
    private static let server = ServerInfo(name: "bench", title: "Bench", version: "1", description: "", instructions: "")

    /// The encoded result of the last call.
    let result: [UInt8]

    /// - Parameters:
    ///   - name: a tool that asks the manager for one thing.
    ///   - arguments: of each call.
    ///   - answer: what the manager answers with.
    ///   - times: how many calls, one after another.
    /// - Throws: ``CommandLineStop`` for an unknown tool; what the tool throws.
    init(of name: String, _ arguments: JSONObject, _ answer: [UInt8], times: Int) async throws {
        guard let tool = allTools.first(where: { $0.name == name }) else { throw UnknownTool(name: name) }
        let connection = ManagerConnection(baseURL: "https://manager.example:55000", user: "bench", password: "bench")
        let context = WazuhContext(manager: WazuhManager(connection, transport: CannedManager(answer: answer)))
        var result: [UInt8] = []
        for _ in 0..<times {
            guard case .done(let output) = try await tool.call(arguments, context) else { continue }
            result = output.encoded(for: .latestLegacy, server: Self.server)
        }
        self.result = result
    }

    struct UnknownTool: Error {
        let name: String
    }
}

/// A manager that gives one answer to whatever it is asked, but for the login and its version.
private struct CannedManager: HTTPTransport {
    let answer: [UInt8]

    func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        let path = request.url.dropFirst("https://manager.example:55000".count).prefix { $0 != "?" }
        switch path {
        // {"nbf":1,"exp":31536000}
        case "/security/user/authenticate":
            return .json(200, Array(#"{"data":{"token":"e30.eyJuYmYiOjEsImV4cCI6MzE1MzYwMDB9.x"},"error":0}"#.utf8))
        case "/", "": return .json(200, Array(#"{"data":{"api_version":"4.14.1"},"error":0}"#.utf8))
        default: return .json(200, answer)
        }
    }
}
