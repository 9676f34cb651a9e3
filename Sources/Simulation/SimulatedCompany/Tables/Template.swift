package import JSON

/// A JSON value with places to be filled in.
///
/// `{name}` in a text is the text of a value. A text that is nothing but `{=name}` is the value itself, and with `+`, `-`,
/// `*` and `/` behind the name a whole number worked out from left to right. A member without a value is left out.
package struct Template: Sendable {
    /// What a name stands for; nil where it stands for nothing.
    package typealias Lookup = (String) -> JSON?

    private indirect enum Node: Sendable {
        case object([(name: String, value: Node)])
        case array([Node])
        case text(TextTemplate)
        case expression(Expression)
        case constant(JSON)
    }

    private let root: Node

    package init(_ json: JSON) { root = Self.node(json) }

    /// Reads the JSON text of a data file's cell; nil when it is none.
    package init?(cell: String) {
        guard let json = try? JSON(parsing: cell) else { return nil }
        self.init(json)
    }

    private static func node(_ json: JSON) -> Node {
        switch json {
        case .object(let object): .object(object.map { ($0.name, node($0.value)) })
        case .array(let elements): .array(elements.map(node))
        case .string(let text) where text.hasPrefix("{=") && text.hasSuffix("}"):
            .expression(Expression(String(text.dropFirst(2).dropLast())))
        case .string(let text): .text(TextTemplate(text))
        default: .constant(json)
        }
    }

    /// The value with every place filled in; nil when it is a missing value itself.
    package func filled(_ lookup: Lookup) -> JSON? { Self.filled(root, lookup) }

    private static func filled(_ node: Node, _ lookup: Lookup) -> JSON? {
        switch node {
        case .object(let members):
            .object(JSONObject(members.compactMap { member in filled(member.value, lookup).map { (member.name, $0) } }))
        case .array(let elements): .array(elements.compactMap { filled($0, lookup) })
        case .text(let text): .string(text.filled(lookup))
        case .expression(let expression): expression.value(lookup)
        case .constant(let value): value
        }
    }
}

/// A text with places to be filled in, as in a ``Template``.
package struct TextTemplate: Sendable {
    private enum Piece: Sendable {
        case literal(String)
        case name(String)
    }

    private let pieces: [Piece]

    package init(_ text: String) {
        var pieces: [Piece] = []
        for (index, part) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let end = part.firstIndex(of: "}") else {
                pieces.append(.literal((index > 0 ? "{" : "") + part))
                continue
            }
            pieces.append(.name(String(part[..<end])))
            pieces.append(.literal(String(part[part.index(after: end)...])))
        }
        self.pieces = pieces
    }

    package func filled(_ lookup: Template.Lookup) -> String {
        pieces.reduce(into: "") { text, piece in
            switch piece {
            case .literal(let literal): text += literal
            case .name(let name): text += lookup(name).map { $0.string ?? $0.jsonText } ?? ""
            }
        }
    }
}

/// Names and whole numbers with `+`, `-`, `*` and `/` between them, worked out from left to right.
struct Expression: Sendable {
    private let first: String
    private let steps: [(operation: Character, operand: String)]

    init(_ text: String) {
        var operands = [""]
        var operations: [Character] = []
        for character in text {
            if "+-*/".contains(character) {
                operations.append(character)
                operands.append("")
            } else {
                operands[operands.count - 1].append(character)
            }
        }
        first = operands[0]
        steps = Array(zip(operations, operands.dropFirst()))
    }

    /// The value; nil where a name stands for nothing or, with an operation, for no whole number.
    func value(_ lookup: Template.Lookup) -> JSON? {
        guard !steps.isEmpty else { return lookup(first) }
        var result = Self.number(first, lookup)
        for step in steps {
            guard let left = result, let right = Self.number(step.operand, lookup) else { return nil }
            result =
                switch step.operation {
                case "+": left + right
                case "-": left - right
                case "*": left * right
                default: right == 0 ? nil : left / right
                }
        }
        return result.map { .integer(Int64($0)) }
    }

    private static func number(_ operand: String, _ lookup: Template.Lookup) -> Int? {
        Int(operand) ?? lookup(operand)?.int
    }
}
