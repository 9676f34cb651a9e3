import FoundationEssentials
import HTTP
import JSON

/// What came of a request, whole or streamed.
struct Answer {
    let status: Int
    let fields: HTTPFields
    let body: [UInt8]
    let isStreamed: Bool

    init(_ events: [RecordedExchange.Event]) {
        switch events.first {
        case .response(let response):
            (status, fields, body, isStreamed) = (response.status.rawValue, response.fields, response.body, false)
        case .head(let status, let fields):
            let pieces = events.dropFirst().map { event -> [UInt8] in
                if case .piece(let bytes) = event { bytes } else { [] }
            }
            (self.status, self.fields, body, isStreamed) = (status.rawValue, fields, Array(pieces.joined()), true)
        case .piece, nil: (status, fields, body, isStreamed) = (0, [:], [], false)
        }
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON? { try? JSON(parsing: body) }
    var contentType: String? { fields[.contentType] }
    var session: String? { fields[.mcpSessionID] }

    /// The messages of an event stream; nil when the body is none, or holds an event of another kind.
    var events: [JSON]? {
        guard contentType == "text/event-stream", text.hasSuffix("\n\n") else { return nil }
        let (opening, events) = ("event: message\ndata: ", text.dropLast(2).split(separator: "\n\n"))
        let messages = events.map { event in
            event.hasPrefix(opening) ? try? JSON(parsing: String(event.dropFirst(opening.count))) : nil
        }
        return messages.contains(nil) ? nil : messages.compactMap(\.self)
    }

    /// The answer to a request, whichever form it has.
    var message: JSON? { events?.last ?? json }
    var result: JSON? { message?["result"] }
    /// The code of a JSON-RPC error.
    var code: Int? { message?["error"]?["code"]?.int }
    /// What an error says, inside JSON-RPC or outside.
    var errorText: String? { (message?["error"]?["message"] ?? message?["message"])?.string }
}
