import Encodings
import FoundationEssentials
import JSON
import SimulatedCompany

/// A parsed `q`: comparisons joined by `;` (and) and `,` (or), grouped by parentheses.
indirect enum ItemCondition: Sendable {
    case comparison(ItemComparison)
    case all([ItemCondition])
    case any([ItemCondition])

    /// Reads a `q` parameter.
    /// - Throws: 1407 for a syntax error, 1408 for an unknown field, 1409 for an unknown operator.
    init(parsing text: String, fields: [String]) throws(ManagerError) {
        var parser = ItemConditionParser(text: text, fields: fields)
        self = try parser.condition()
    }

    func holds(for item: JSON, now: Date) -> Bool {
        switch self {
        case .comparison(let comparison): comparison.holds(for: item, now: now)
        case .all(let parts): parts.allSatisfy { $0.holds(for: item, now: now) }
        case .any(let parts): parts.contains { $0.holds(for: item, now: now) }
        }
    }
}

/// One comparison of a `q`.
struct ItemComparison: Sendable {
    enum Operator: String, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case greater = ">"
        case contains = "~"
    }

    let field: FieldPath
    let comparison: Operator
    let value: String

    /// Whether an item meets the condition; a missing field meets none but a comparison with `null`.
    func holds(for item: JSON, now: Date) -> Bool {
        let leaves = field.leaves(of: item)
        if value.hasSameBytes(as: "null") { return leaves.isEmpty == (comparison == .equal) }
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

/// Reads a `q` from left to right.
private struct ItemConditionParser {
    private let text: String
    private let fields: [String]
    private let bytes: [UInt8]
    private var position = 0
    private static let mostGroups = 32

    init(text: String, fields: [String]) {
        self.text = text
        self.fields = fields
        bytes = Array(text.utf8)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }
    private var syntaxError: ManagerError { .badRequest(1407, text) }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character.asciiValue else { return false }
        position += 1
        return true
    }

    mutating func condition() throws(ManagerError) -> ItemCondition {
        let condition = try alternatives(depth: 0)
        guard next == nil else { throw syntaxError }
        return condition
    }

    private mutating func alternatives(depth: Int) throws(ManagerError) -> ItemCondition {
        var parts = [try conjunction(depth: depth)]
        while take(",") { parts.append(try conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(ManagerError) -> ItemCondition {
        var parts = [try term(depth: depth)]
        while take(";") { parts.append(try term(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func term(depth: Int) throws(ManagerError) -> ItemCondition {
        guard take("(") else { return .comparison(try comparison(isGrouped: depth > 0)) }
        guard depth < Self.mostGroups else { throw syntaxError }
        let inner = try alternatives(depth: depth + 1)
        guard take(")") else { throw syntaxError }
        return inner
    }

    private mutating func comparison(isGrouped: Bool) throws(ManagerError) -> ItemComparison {
        let field = takeWhile { byte in
            byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
                || (48...57).contains(byte) || (97...122).contains(byte | 0x20)
        }
        let operation = takeWhile(atMost: 2, Self.isOperator)
        guard !field.isEmpty, !operation.isEmpty else { throw syntaxError }
        guard let comparison = ItemComparison.Operator(rawValue: operation) else {
            throw .badRequest(1409, "Valid operators: =, !=, <, >, ~. Used operator: \(operation)")
        }
        guard fields.contains(where: { $0.hasSameBytes(as: field) }) else {
            throw .badRequest(1408, "Available fields: \(fields.joined(separator: ", ")). Field: \(field)")
        }
        let value = takeValue(isGrouped: isGrouped)
        guard !value.isEmpty, !value.utf8.contains(where: Self.isOperator) else { throw syntaxError }
        return ItemComparison(field: FieldPath(field), comparison: comparison, value: value)
    }

    private static func isOperator(_ byte: UInt8) -> Bool { "=!<>~".utf8.contains(byte) }

    private mutating func takeWhile(atMost limit: Int = .max, _ isIncluded: (UInt8) -> Bool) -> String {
        let start = position
        while let byte = next, position - start < limit, isIncluded(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// A value ends at a separator, or at the parenthesis that closes its group; balanced ones belong to it.
    private mutating func takeValue(isGrouped: Bool) -> String {
        var open = 0
        return takeWhile { byte in
            switch byte {
            case UInt8(ascii: ";"), UInt8(ascii: ","): return false
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")") where open == 0 && isGrouped: return false
            case UInt8(ascii: ")"): open -= 1
            default: break
            }
            return true
        }
    }
}

extension Timestamp {
    /// Whether a text begins like `2026-11-21T01` or `2026-11-21 01`.
    fileprivate static func isTimestamp(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(13))
        guard bytes.count == 13, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
        return bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ")
    }

    /// The first 19 bytes with one separator; a date alone is its midnight.
    fileprivate static func comparable(_ text: String) -> String {
        let head = text.utf8.prefix(19).map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "T") : $0 }
        return String(decoding: head, as: UTF8.self) + (head.count == 10 ? "T00:00:00" : "")
    }
}
