package import JSON

/// What a tool answers with.
package protocol ToolOutput: Structured {
    /// What the model reads: short, complete, with what it covers and how to get more; never a JSON dump.
    var text: String { get }

    /// The same answer with whole items left out until its text has at most about `limit` characters, saying how many
    /// were left out and how to get them. It is asked once, before ``text``.
    func fitted(to limit: Int) -> Self

    /// Where a further call goes on with what this shows, in a form of its tool; nil when nothing follows.
    var position: JSON? { get }

    /// The same answer with the cursor that stands for ``position``; nil where none could be kept.
    func leading(to cursor: String?) -> Self

    /// True when the text can grow past the default limit, which gives the tool its `max_characters` argument.
    static var canBeLong: Bool { get }

    /// Pictures that stand behind the text.
    var images: [ToolContent] { get }
}

extension ToolOutput {
    package func fitted(to limit: Int) -> Self { self }
    package var position: JSON? { nil }
    package func leading(to cursor: String?) -> Self { self }
    package static var canBeLong: Bool { false }
    package var images: [ToolContent] { [] }
}

/// The result of a tool call before it is encoded for a protocol version.
package struct ToolResult: Sendable, Hashable {
    package static let defaultTextLimit = 20_000

    package let content: [ToolContent]
    /// One JSON object that matches the tool's output schema; nil for an error.
    package let structured: [UInt8]?
    package let isError: Bool

    package init(content: [ToolContent], structured: [UInt8]?, isError: Bool) {
        self.content = content
        self.structured = structured
        self.isError = isError
    }

    /// Renders an output that fits, secrets masked on both paths.
    init(_ output: some ToolOutput, in context: some ToolContext) {
        let text = output.text
        var writer = JSONWriter(reservingCapacity: text.utf8.count * 4 + 256)
        output.write(to: &writer)
        self.init(
            content: [.text(context.redact(text))] + output.images, structured: context.redact(json: writer.bytes),
            isError: false)
    }

    /// A failure that the model should read and act on.
    package static func failure(_ message: String) -> Self {
        Self(content: [.text(message)], structured: nil, isError: true)
    }
}

/// One block of a tool result.
package enum ToolContent: Sendable, Hashable {
    case text(String)
    /// An image as base64 with its media type.
    case image(base64: String, mediaType: String)

    /// About how many bytes it is.
    var size: Int {
        switch self {
        case .text(let text), .image(let text, _): text.utf8.count
        }
    }
}

extension ToolContent: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            switch self {
            case .text(let text):
                writer.member("type", "text")
                writer.member("text", text)
            case .image(let base64, let mediaType):
                writer.member("type", "image")
                writer.member("data", base64)
                writer.member("mimeType", mediaType)
            }
        }
    }
}
