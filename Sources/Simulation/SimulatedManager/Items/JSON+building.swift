import FoundationEssentials
import JSON

extension JSON {
    static func int(_ value: Int) -> JSON { .integer(Int64(value)) }
    static func list(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

    /// Words separated by blanks as a list of strings.
    static func words(_ text: String) -> JSON { list(text.split(separator: " ").map(String.init)) }

    /// An object whose members are all strings, from `name=value` words; `_` stands for a blank in a value.
    static func options(_ text: String) -> JSON {
        .object(
            JSONObject(
                text.split(separator: " ").map { word in
                    let parts = word.split(separator: "=", maxSplits: 1)
                    return (
                        String(parts[0]),
                        .string(parts.count > 1 ? parts[1].split(separator: "_").joined(separator: " ") : "")
                    )
                }))
    }

    /// An object whose members are whole numbers, from `name=value` words.
    static func numbers(_ text: String) -> JSON {
        .object(
            JSONObject(
                text.split(separator: " ").map { word in
                    let parts = word.split(separator: "=", maxSplits: 1)
                    return (String(parts[0]), .int(parts.count > 1 ? Int(parts[1]) ?? 0 : 0))
                }))
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
