import HTTP
import JSON

/// What an endpoint says, before it is put into the envelope of the API.
enum Answer: Sendable {
    /// `data.affected_items` with its totals.
    case items([[UInt8]], total: Int, failed: [FailedItem], message: String)
    /// A plain value in `data`.
    case data(JSON)
    /// A plain value in `data`, with a message.
    case described(JSON, message: String)
    /// No `data` at all.
    case message(String)
    /// A text as it is.
    case text(String)

    /// The items of a small list without paging.
    static func all(_ items: [JSON], _ message: String, failed: [FailedItem] = []) -> Answer {
        .items(items.map(\.jsonBytes), total: items.count, failed: failed, message: message)
    }

    /// The whole answer with status 200.
    var response: HTTPResponse {
        switch self {
        case .items(let items, let total, let failed, let message):
            return .json(200, Self.envelope(items, total: total, failed: failed, message: message))
        case .data(let value):
            return .json(200, JSON.object(["data": value, "error": 0]).jsonBytes)
        case .described(let value, let message):
            return .json(200, JSON.object(["data": value, "message": .string(message), "error": 0]).jsonBytes)
        case .message(let text):
            return .json(200, JSON.object(["message": .string(text), "error": 0]).jsonBytes)
        case .text(let text):
            return HTTPResponse(200, fields: [.contentType: "text/plain"], body: Array(text.utf8))
        }
    }

    private static func envelope(_ items: [[UInt8]], total: Int, failed: [FailedItem], message: String) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: items.reduce(320) { $0 + $1.count + 1 })
        writer.object { writer in
            writer.member(
                "data",
                object: { writer in
                    writer.member("affected_items", array: { writer in for item in items { writer.raw(item) } })
                    writer.member("total_affected_items", total)
                    writer.member("total_failed_items", failed.reduce(0) { $0 + $1.ids.count })
                    writer.member("failed_items", failed.map(\.json))
                })
            writer.member("message", message)
            // 0 all served, also when nothing matched; 1 none served; 2 some failed.
            writer.member("error", failed.isEmpty ? 0 : (total == 0 ? 1 : 2))
        }
        return writer.bytes
    }
}
