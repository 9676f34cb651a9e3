import Encodings
import JSON
import MCP
import Testing

@Suite struct ToolImageTests {
    private struct Context: ToolContext {
        func redact(_ text: String) -> String { text }
        func redact(json: [UInt8]) -> [UInt8] { json }
        func serving(_ call: ToolInvocation) -> Context { self }
        func run<Value: Sendable>(_ call: () async throws -> Value) async -> ToolRun<Value> {
            do { return ToolRun(.success(try await call())) } catch { return ToolRun(.failure(error)) }
        }
        func notice(of error: any Error) -> ToolFailureNotice { ToolFailureNotice("\(error)") }
    }

    private struct Picture: ToolOutput {
        let text = "A picture."
        let images = [ToolContent.image(base64: "AAAA", mediaType: "image/png")]
        static let structure = Structure<Picture>(.init("shown") { _ in true })
    }

    @Test func picturesStandBehindTheText() async throws {
        let tool = Tool<Context>(
            "draw", title: "Draw", "Draws.", .reads, scope: ToolScope("read")
        ) { _ in Picture() }
        let result = try #require(try await tool.call([:], Context()).output)
        #expect(result.content == [.text("A picture."), .image(base64: "AAAA", mediaType: "image/png")])
    }
}
