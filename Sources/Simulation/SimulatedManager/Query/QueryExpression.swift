/// A parsed `q`: conditions joined by `;` (and) and `,` (or), grouped by parentheses.
indirect enum QueryExpression: Sendable, Hashable {
    case condition(QueryCondition)
    case all([QueryExpression])
    case any([QueryExpression])

    /// Reads a `q` parameter.
    /// - Throws: 1407 for a syntax error, 1408 for an unknown field, 1409 for an unknown operator.
    init(parsing text: String, fields: [String]) throws(ManagerError) {
        var parser = QueryParser(text: text, fields: fields)
        self = try parser.expression()
    }
}

/// Reads a `q` from left to right.
struct QueryParser {
    private let text: String
    private let fields: [String]
    private let characters: [Character]
    private var position = 0

    init(text: String, fields: [String]) {
        self.text = text
        self.fields = fields
        characters = Array(text)
    }

    private var next: Character? { position < characters.count ? characters[position] : nil }
    private var syntaxError: ManagerError { .badRequest(1407, text) }

    mutating func expression() throws(ManagerError) -> QueryExpression {
        let expression = try alternatives(depth: 0)
        guard next == nil else { throw syntaxError }
        return expression
    }

    private mutating func alternatives(depth: Int) throws(ManagerError) -> QueryExpression {
        var parts = [try conjunction(depth: depth)]
        while next == "," {
            position += 1
            parts.append(try conjunction(depth: depth))
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(ManagerError) -> QueryExpression {
        var parts = [try term(depth: depth)]
        while next == ";" {
            position += 1
            parts.append(try term(depth: depth))
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func term(depth: Int) throws(ManagerError) -> QueryExpression {
        guard next == "(" else { return .condition(try condition(isGrouped: depth > 0)) }
        guard depth < 32 else { throw syntaxError }
        position += 1
        let inner = try alternatives(depth: depth + 1)
        guard next == ")" else { throw syntaxError }
        position += 1
        return inner
    }

    private mutating func condition(isGrouped: Bool) throws(ManagerError) -> QueryCondition {
        let field = take { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "-" }
        let operation = take(atMost: 2) { "=!<>~".contains($0) }
        guard !field.isEmpty, !operation.isEmpty else { throw syntaxError }
        guard let comparison = QueryCondition.Comparison(rawValue: operation) else {
            throw .badRequest(1409, "Valid operators: =, !=, <, >, ~. Used operator: \(operation)")
        }
        guard fields.contains(field) else {
            throw .badRequest(1408, "Available fields: \(fields.joined(separator: ", ")). Field: \(field)")
        }
        let value = takeValue(isGrouped: isGrouped)
        guard !value.isEmpty, !value.contains(where: { "=<>~!".contains($0) }) else { throw syntaxError }
        return QueryCondition(field: FieldPath(field), comparison: comparison, value: value)
    }

    private mutating func take(atMost limit: Int = .max, _ isIncluded: (Character) -> Bool) -> String {
        let start = position
        while let character = next, position - start < limit, isIncluded(character) { position += 1 }
        return String(characters[start..<position])
    }

    /// A value ends at a separator, or at the parenthesis that closes its group; balanced ones belong to it.
    private mutating func takeValue(isGrouped: Bool) -> String {
        let start = position
        var open = 0
        while let character = next, character != ";", character != "," {
            if character == "(" { open += 1 }
            if character == ")" {
                if open == 0, isGrouped { break }
                open -= 1
            }
            position += 1
        }
        return String(characters[start..<position])
    }
}
