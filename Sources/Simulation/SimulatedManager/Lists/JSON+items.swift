import JSON

extension JSON {
    static func int(_ value: Int) -> JSON { .integer(Int64(value)) }
    static func list(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

    /// A scalar as text, as a query compares it.
    var scalarText: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .unsigned(let number): String(number)
        case .number(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: ""
        }
    }

    /// Two selections of one item put together.
    func merged(with other: JSON) -> JSON {
        switch (self, other) {
        case (.object(var object), .object(let added)):
            for member in added {
                object[member.name] = object[member.name]?.merged(with: member.value) ?? member.value
            }
            return .object(object)
        case (.array(let left), .array(let right)) where left.count == right.count:
            return .array(zip(left, right).map { $0.merged(with: $1) })
        default: return other
        }
    }
}

extension JSONObject {
    /// This object with the members of another behind its own.
    func adding(_ other: JSONObject) -> JSONObject {
        var sum = self
        for member in other { sum[member.name] = member.value }
        return sum
    }
}
