package import Encodings
package import JSON

/// The id of a JSON-RPC request: a string or a whole number, never null (MCP, base protocol).
package enum RequestID: Sendable, Hashable {
    /// At most 200 bytes: each answer repeats it.
    case string(ExactText)
    case integer(Int64)

    /// Reads an id; nil when the value cannot be one.
    package init?(_ value: JSON?) {
        switch value {
        case .string(let text):
            guard text.utf8.count <= 200 else { return nil }
            self = .string(ExactText(text))
        case .integer(let number): self = .integer(number)
        default: return nil
        }
    }

    package var json: JSON {
        switch self {
        case .string(let text): .string(text.string)
        case .integer(let number): .integer(number)
        }
    }
}

extension RequestID: JSONWritable {
    package func write(to writer: inout JSONWriter) { json.write(to: &writer) }
}
