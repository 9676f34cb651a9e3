package import JSON

/// What a tool answers with.
package protocol ToolOutput: Structured {
    /// What the model reads: short, complete, with what it covers and how to get more; never a JSON dump.
    var text: String { get }

    /// The same answer with whole items left out until its text has at most about `limit` characters, saying how many
    /// were left out and how to get them.
    func fitted(to limit: Int) -> Self

    /// True when the text can grow past the default limit, which gives the tool its `max_characters` argument.
    static var canBeLong: Bool { get }

    /// Pictures that stand behind the text.
    var images: [ToolContent] { get }
}

extension ToolOutput {
    package func fitted(to limit: Int) -> Self { self }
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

    /// Renders an output within a limit of characters, secrets masked on both paths.
    init(_ output: some ToolOutput, textLimit: Int, redacting redact: @escaping JSONWriter.StringFilter) {
        var output = output
        var text = output.text
        // UTF-8 is at least as long as what it writes, so most texts need no counting.
        if text.utf8.count > textLimit, text.unicodeScalars.count > textLimit {
            output = output.fitted(to: textLimit)
            text = output.text
        }
        var writer = JSONWriter(reservingCapacity: text.utf8.count * 4 + 256, filteringStrings: redact)
        output.write(to: &writer)
        self.init(content: [.text(redact("", text))] + output.images, structured: writer.bytes, isError: false)
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
