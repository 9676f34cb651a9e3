import FoundationEssentials
import SimulatedCompany
import JSON

/// One comparison of a `q`.
struct QueryCondition: Sendable, Hashable {
    enum Comparison: String, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case greater = ">"
        case contains = "~"
    }

    let field: FieldPath
    let comparison: Comparison
    let value: String

    /// Whether an item meets the condition; a missing field meets none but a comparison with `null`.
    func holds(for item: JSON, now: Date) -> Bool {
        let leaves = field.leaves(of: item)
        if value == "null" { return leaves.isEmpty == (comparison == .equal) }
        if comparison == .unequal { return !leaves.isEmpty && !leaves.contains { isEqual($0.scalarText, now: now) } }
        return leaves.contains { holds(for: $0.scalarText, now: now) }
    }

    private func holds(for text: String, now: Date) -> Bool {
        switch comparison {
        case .contains: TextMatch.contains(text, folded: TextMatch.fold(value))
        case .equal: isEqual(text, now: now)
        case .unequal: !isEqual(text, now: now)
        case .less, .greater: order(text, now: now) == (comparison == .less ? -1 : 1)
        }
    }

    private func isEqual(_ text: String, now: Date) -> Bool {
        Timestamp.isTimestamp(text) ? order(text, now: now) == 0 : ItemOrder.compare(text, value) == 0
    }

    /// −1, 0 or 1 as the field's text stands to the value.
    private func order(_ text: String, now: Date) -> Int {
        guard Timestamp.isTimestamp(text) else { return ItemOrder.compare(text, value) }
        guard let span = TimeSpan.seconds(value) else {
            return ItemOrder.compare(Timestamp.comparable(text), Timestamp.comparable(value))
        }
        // A span is an age: less than an hour is later than an hour ago, and a time to come has no age.
        let limit = Timestamp.comparable(Timestamp.zulu(now.addingTimeInterval(-Double(span))))
        let stamp = Timestamp.comparable(text)
        return stamp > Timestamp.comparable(Timestamp.zulu(now)) ? 0 : -ItemOrder.compare(stamp, limit)
    }
}

/// A length of time as Wazuh writes it: `90`, `30s`, `5m`, `12h`, `7d`.
enum TimeSpan {
    static func seconds(_ text: String) -> Int? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard digits.utf8.count <= 9, let number = Int(digits), number >= 0 else { return nil }
        return number * (unit ?? 1)
    }
}

extension Timestamp {
    /// Whether a text begins like `2026-11-21T01` or `2026-11-21 01`.
    static func isTimestamp(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(13))
        guard bytes.count == 13, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
        return bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ")
    }

    /// The first 19 characters with one separator; a date alone is its midnight.
    static func comparable(_ text: String) -> String {
        let head = String(text.prefix(19)).split(separator: " ").joined(separator: "T")
        return head.utf8.count == 10 ? head + "T00:00:00" : head
    }
}
